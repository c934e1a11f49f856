"""The error tree: each names the thing, the place and the remedy.

KgError
├── InputError            a path or document that cannot be used
│   └── UnsupportedLanguage
├── LanguageError         a spaCy pipeline that cannot be used
├── OntologyError         a lexicon, register or shapes file that does not hold what it must
├── ReasonerError         a reasoner that cannot be run
├── Contradiction         statements that cannot hold together
├── GroundingError        a quote that is not text[start:end]
├── GraphError            a value that cannot become RDF
├── StoreError            a store that cannot be opened, read or written
│   └── StoreLocked
├── QueryError            a saved query or a parameter that cannot be used
└── ExportError           a release that cannot be written
"""

from collections.abc import Iterable


class KgError(Exception):
    """Base of every error that the command line reports in one line."""


class InputError(KgError):
    """A path or document that cannot be used."""


class UnsupportedLanguage(InputError):
    """A document in a language that the extractor does not read."""


class LanguageError(KgError):
    """A spaCy pipeline that cannot be used."""


class OntologyError(KgError):
    """A lexicon, register or shapes file that does not hold what it must."""


class ReasonerError(KgError):
    """A reasoner that cannot be run."""


class Contradiction(KgError):
    """Statements that cannot hold together; `triples` are those at fault."""

    def __init__(self, message: str, triples: Iterable[object]) -> None:
        super().__init__(message)
        self.triples = tuple(triples)


class GroundingError(KgError):
    """A quote that is not exactly text[start:end]."""


class GraphError(KgError):
    """A value that cannot become RDF: a key, a name of a class or property, a language tag."""


class StoreError(KgError):
    """A store that cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class QueryError(KgError):
    """A saved query or a parameter that cannot be used."""


class ExportError(KgError):
    """A release that cannot be written."""
