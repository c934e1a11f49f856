"""Rules for web servers, which make each IRI of the graph lead to a document by the Accept header; see README.md."""

from collections.abc import Mapping
from importlib.resources import files

__all__ = ["server_files"]

_NAMES = ("README.md", "apache.htaccess", "nginx.conf", "w3id.htaccess")


def server_files() -> Mapping[str, str]:
    """Return the files by their names; they are the same for every site."""
    folder = files("kg.export.site.servers")
    return {name: (folder / name).read_text("utf-8") for name in _NAMES}
