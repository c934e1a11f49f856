"""A store -> in which words each report, and the article around it, tells what happened.

The store keeps no full texts: the words are those of the sentences that evidence the article's claims, of its headline
and of the triggers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.consolidate.rarity import telling
from kg.consolidate.select import Row
from kg.consolidate.words import deed, fold, singular

_QUOTES = """SELECT ?article ?report ?text ?g { GRAPH ?g {
    ?report kg:inArticle ?article . ?claim rdf:subject ?report ; kg:evidence ?span . ?span oa:exact ?text } }"""
_TITLES = "SELECT ?article ?text ?g { GRAPH ?g { ?article a kg:Article ; dcterms:title ?text } }"
_TRIGGERS = "SELECT ?report ?text ?g { GRAPH ?g { ?report kg:trigger ?span . ?span oa:exact ?text } }"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that may tell this report's event from others; ReportFacts says what each is."""

    deed: str = ""
    words: frozenset[str] = frozenset()
    story: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def read_wordings(read: Callable[[str], Iterator[Row]]) -> dict[str, Wording]:
    """Take the wording of each report from the answers to queries, by IRI."""
    own: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, set[str]] = defaultdict(set)
    article_of: dict[str, str] = {}
    for article, report, text, _ in read(_QUOTES):
        own[str(report)].add(str(text))
        whole[str(article)].add(str(text))
        article_of[str(report)] = str(article)
    for article, text, _ in read(_TITLES):
        whole[str(article)].add(str(text))
    triggers = {str(report): str(text) for report, text, _ in read(_TRIGGERS)}
    stories = {article: telling(texts) for article, texts in whole.items()}
    names = {article: _names(texts) & stories[article] for article, texts in whole.items()}
    return {
        report: Wording(deed(triggers.get(report, "")), telling(own[report]), stories[article], names[article])
        for report, article in article_of.items()
    }


def _names(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that are written with a capital wherever they stand."""
    large: set[str] = set()
    small: set[str] = set()
    for word in (word for text in texts for word in text.split()):
        (large if word[:1].isupper() else small).update(fold(word))
    return frozenset(singular(word) for word in large - small)
