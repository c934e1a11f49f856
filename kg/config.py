"""Settings: everything that may differ between two runs, in one frozen value."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from kg import __version__

STORE_VARIABLE = "KG_STORE"
JUDGEMENTS = "judgements.csv"
EVENT_JUDGEMENTS = "event-judgements.csv"
DEFAULT_STORE = Path(".kg/store")


def _store() -> Path:
    return Path(os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a build runs; the command line fills it."""

    store: Path = field(default_factory=_store)
    nlp: str | None = None  # name or folder of another spaCy pipeline
    min_confidence: float = 0.0  # claims below it are left out
    judgements: Path | None = None  # file of judgements; None: judgements.csv beside the store, if it is there
    event_judgements: Path | None = None  # the same of reports; None: event-judgements.csv beside the store
    rebuild: bool = False  # read articles again that have not changed

    @property
    def judgements_file(self) -> Path | None:
        """The file of judgements that holds for a build."""
        beside = self.store.parent / JUDGEMENTS
        return self.judgements or (beside if beside.is_file() else None)

    @property
    def event_judgements_file(self) -> Path | None:
        """The file of judgements on which reports are of one event that holds for a build."""
        beside = self.store.parent / EVENT_JUDGEMENTS
        return self.event_judgements or (beside if beside.is_file() else None)

    @property
    def extractor(self) -> str:
        """Name and version that each article's provenance records."""
        least = f" from {self.min_confidence:.2f}" if self.min_confidence else ""
        return f"conflict-kg {__version__}{least}"
