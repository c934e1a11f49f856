"""Settings: everything that may differ between two runs, in one frozen value."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from kg import __version__

STORE_VARIABLE = "KG_STORE"
DEFAULT_STORE = Path(".kg/store")


def _store() -> Path:
    return Path(os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a build runs; the command line fills it."""

    store: Path = field(default_factory=_store)
    nlp: str | None = None  # name or folder of another spaCy pipeline
    rebuild: bool = False  # read articles again that have not changed

    @property
    def extractor(self) -> str:
        """Name and version that each article's provenance records."""
        return f"conflict-kg {__version__}"
