"""Follow every link of every page of a site's folder, as a reader with a disk and no server would."""

from collections.abc import Iterator, Mapping
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.etree  # type: ignore[import-untyped]  # lxml has no type stubs of its own
import lxml.html  # type: ignore[import-untyped]

from kg.graph.iris import BASE

_ADDRESSES = frozenset(("href", "src", "action", "cite", "poster", "data", "srcset", "xlink:href", "formaction"))
# What a link of the page's head may say of its thing: the IRI itself.
_NAMING = frozenset(("canonical", "describedby", "about"))


class Page:
    """What a page can be led to by, and where it leads."""

    def __init__(self, text: bytes) -> None:
        self.ids: set[str] = set()
        self.repeated: list[str] = []  # ids that stand more than once
        self.links: dict[tuple[str, str], None] = {}  # element and address, in their order
        for element in lxml.html.fromstring(text).iter(lxml.etree.Element):
            self._take(element.tag, element.attrib)

    def _take(self, tag: str, given: Mapping[str, str]) -> None:
        if name := given.get("id"):
            if name in self.ids:
                self.repeated.append(name)
            self.ids.add(name)
        if tag == "link" and given.get("rel") in _NAMING:
            return
        for attribute in _ADDRESSES.intersection(given):
            self.links[tag, given[attribute]] = None
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.links[tag, given.get("content", "").partition("url=")[2]] = None


def broken_links(folder: Path) -> list[str]:
    """Return what is wrong with a folder's links, a line each; nothing if all is well."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    names = sorted(name for name in files if name.endswith(".html"))
    pages = {name: Page((folder / name).read_bytes()) for name in names}
    return list(_problems(files, pages))


def _problems(files: set[str], pages: dict[str, Page]) -> Iterator[str]:
    for name, page in pages.items():
        yield from (f"{name}: id {found} stands twice" for found in page.repeated)
        for tag, address in page.links:
            if wrong := _wrong(name, tag, address, files, pages):
                yield f"{name}: <{tag}> {address!r} {wrong}"


def _wrong(name: str, tag: str, address: str, files: set[str], pages: dict[str, Page]) -> str:
    """Say what is wrong with a link, "" if nothing is."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return "leads to something else than the web"
        if tag != "a":
            return "takes something from another site"
        thing = address.removeprefix(BASE)
        leads_home = thing != address and f"{thing.partition('#')[0]}.html" in files
        return "is an IRI whose page is here" if leads_home else ""
    if parts.path.startswith("/"):
        return "works at the root of a server only"
    target = normpath(f"{name}/../{unquote(parts.path)}") if parts.path else name
    if target.startswith(".."):
        return "leads out of the folder"
    if target not in files:
        return "leads to no file"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        return "leads to no such place of its page"
    return ""
