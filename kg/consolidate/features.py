"""A store -> ReportFacts, in a handful of bulk queries, or the same few for each of some articles.

Every query is confined to one named graph at a time (GRAPH ?g): a place that 5,000 articles describe would otherwise be
joined with itself 5,000 times.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from pyoxigraph import Store

from kg.consolidate.facts import ActorFacts, ClaimFacts, DateFacts, PlaceFacts, ReportFacts
from kg.consolidate.gather import Values, place_of_words, read_values
from kg.consolidate.rarity import rare
from kg.consolidate.select import Row, rows
from kg.consolidate.taxonomy import Parents, lineage
from kg.consolidate.times import narrowest, read_date
from kg.consolidate.vocabulary import ARTICLES, KG, ONTOLOGY, REGISTER, local
from kg.consolidate.wording import Wording, read_wordings
from kg.consolidate.words import COUNTED_BY_PEOPLE, fold, fold_person, singular, thing
from kg.keys import BASE

_REPORTS = """SELECT ?report ?article ?type ?multiple ?label ?signature ?g { GRAPH ?g {
    ?report a kg:Report ; kg:inArticle ?article ; kg:mainType ?type .
    OPTIONAL { ?report kg:multiple ?multiple } OPTIONAL { ?report rdfs:label ?label }
    OPTIONAL { ?report kg:signature ?signature } } }"""
_ARTICLES = """SELECT ?article ?document ?publisher ?issued ?signature ?g { GRAPH ?g {
    ?article a kg:Article ; kg:document ?document .
    OPTIONAL { ?article dcterms:publisher ?publisher } OPTIONAL { ?article dcterms:issued ?issued }
    OPTIONAL { ?article kg:signature ?signature } } }"""
_CLAIMS = """SELECT ?claim ?report ?role ?value ?certainty ?polarity ?tense ?text ?g { GRAPH ?g {
    ?report a kg:Report . ?claim rdf:subject ?report ; rdf:predicate ?role ; rdf:object ?value ;
        kg:certainty ?certainty ; kg:polarity ?polarity ; kg:tense ?tense .
    OPTIONAL { ?claim kg:valueText ?text } } }"""
_BOUNDS = """SELECT ?claim ?name ?value ?g { GRAPH ?g {
    VALUES ?name { kg:low kg:high kg:earliest kg:latest } ?claim ?name ?value } }"""
_CHAINS = """SELECT ?from ?to ?source ?g { GRAPH ?g {
    VALUES ?link { kg:attribution kg:via } ?from ?link ?to . ?to kg:source ?source } }"""
_PARENTS = """SELECT ?child ?parent { GRAPH ?g { ?child rdfs:subClassOf ?parent } }"""

_DEMONYMS = f"SELECT ?word {{ GRAPH <{REGISTER.value}> {{ ?state kg:demonym ?word }} }}"

_DOERS = ("perpetrator", "agent", "speaker")
_TARGETS = ("target", "addressee")
_COUNTS = ("killed", "injured", "detained")


def read_facts(store: Store, parents: Parents, graphs: Sequence[str] | None = None) -> tuple[ReportFacts, ...]:
    """Read every report of the store, or of these article graphs only, in the order of their IRIs."""
    values_in = read_values(store, graphs)

    def read(query: str) -> Iterator[Row]:
        for graph in graphs if graphs is not None else [None]:
            yield from rows(store, query, graph)

    claims = _read_claims(read, values_in)
    wordings = read_wordings(read)
    demonyms = frozenset(str(word) for (word,) in rows(store, _DEMONYMS))
    articles = {str(row[0]): row for row in read(_ARTICLES)}
    found = sorted(read(_REPORTS), key=lambda row: tuple(v or "" for v in row))
    unique = {str(row[0]): row for row in reversed(found)}
    found_reports = tuple(
        _report(
            row,
            articles,
            claims.get(iri, ()),
            wordings.get(iri, Wording()),
            (values_in(str(row[-1])), parents, demonyms),
        )
        for iri, row in sorted(unique.items())
    )
    return _set(found_reports)


def _set(reports: Sequence[ReportFacts]) -> tuple[ReportFacts, ...]:
    """Give each report without a town the town of its article, if that names one alone; a country is no town.

    Where it names none, what was attacked and is a place by its name stands in ("the same base").
    """
    towns: dict[str, dict[frozenset[str], PlaceFacts]] = defaultdict(dict)
    sites: dict[str, dict[frozenset[str], PlaceFacts]] = defaultdict(dict)
    for report in reports:
        for place in report.places:
            if not place.wide and place.iri.startswith(BASE):
                towns[report.article].setdefault(place.points, place)
        for site in report.sites:
            sites[report.article].setdefault(site.names, site)
    named = {article: towns.get(article) or found for article, found in (sites | towns).items()}
    settings = {article: tuple(found.values()) for article, found in named.items() if len(found) == 1}
    return tuple(
        report if any(not p.wide for p in report.places) else replace(report, setting=settings.get(report.article, ()))
        for report in reports
    )


def article_graph(report: ReportFacts) -> str:
    """Name the graph that a report stands in."""
    return ARTICLES + local(report.article)


def read_parents(store: Store) -> dict[str, str]:
    """Read each class's direct superclass from graph/ontology, as local names; the first by name where several."""
    query = _PARENTS.replace("?g", f"<{ONTOLOGY.value}>")
    pairs = sorted((str(child), str(parent)) for child, parent in rows(store, query))
    return {local(c): local(p) for c, p in reversed(pairs) if c.startswith(KG) and p.startswith(KG)}


def _read_claims(
    read: Callable[[str], Iterator[Row]], values_in: Callable[[str], Values]
) -> dict[str, tuple[ClaimFacts, ...]]:
    bounds: dict[str, dict[str, str]] = defaultdict(dict)
    for claim, name, value, _ in read(_BOUNDS):
        bounds[str(claim)][local(str(name))] = str(value)
    links: dict[str, tuple[str, str]] = {}
    for here, there, source, _ in read(_CHAINS):
        links[str(here)] = (str(there), str(source))
    claims: dict[str, list[tuple[str, ClaimFacts]]] = defaultdict(list)
    for row in read(_CLAIMS):
        iri = str(row[0])
        values = values_in(str(row[-1]))
        claims[str(row[1])].append((iri, _claim(row, values, bounds.get(iri, {}), _voices(iri, links))))
    return {report: tuple(c for _, c in sorted(found, key=lambda f: f[0])) for report, found in claims.items()}


def _voices(claim: str, links: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    voices: list[str] = []
    while claim in links and len(voices) < 20:  # a chain that closes on itself must not hang
        claim, source = links[claim]
        voices.append(source)
    return tuple(voices)


def _claim(row: Row, values: Values, bounds: Mapping[str, str], voices: tuple[str, ...]) -> ClaimFacts:
    role, value, certainty, polarity, tense = (str(v) for v in row[2:7])
    found: ActorFacts | PlaceFacts | DateFacts | str = values.get(value, value)
    if local(role) == "date":
        found = read_date(value, bounds.get("earliest"), bounds.get("latest"))
    return ClaimFacts(
        role=local(role),
        value=found,
        text=row[7] or "",
        positive=local(polarity) == "positive",
        certainty=local(certainty),
        voices=voices,
        outlets=tuple(name for voice in voices if (name := _outlet(values.get(voice)))),
        low=int(bounds["low"]) if "low" in bounds else None,
        high=int(bounds["high"]) if "high" in bounds else None,
        real=local(certainty) != "hypothetical" and local(tense) != "future",
        iri=str(row[0]),
    )


def _outlet(source: ActorFacts | PlaceFacts | None) -> str:
    if not isinstance(source, ActorFacts) or "NewsOutlet" not in source.types:
        return ""
    return source.iri if source.registered else " ".join(fold(source.label))


def _report(
    row: Row,
    articles: Mapping[str, Row],
    claims: tuple[ClaimFacts, ...],
    wording: Wording,
    known: tuple[Values, Parents, Set[str]],
) -> ReportFacts:
    values, parents, demonyms = known
    iri, article, main_type = str(row[0]), str(row[1]), local(str(row[2]))
    _, document, publisher, issued, article_signature, _ = articles.get(article, (None,) * 6)
    held = [c for c in claims if c.holds]
    actors = {role: [c.value for c in held if c.role == role and isinstance(c.value, ActorFacts)] for role in _ROLES}
    targets = _distinct(a for role in _TARGETS for a in actors[role])
    return ReportFacts(
        iri=iri,
        article=article,
        document=document or "",
        publisher=_outlet(values.get(publisher or "")) or publisher or "",
        published=_day(issued),
        main_type=main_type,
        line=lineage(main_type, parents),
        types=frozenset({main_type} | {local(str(c.value)) for c in held if c.role == "eventType"}),
        multiple=row[3] in ("true", "1") and not _counts_people(held, wording),
        asserted=_is_asserted(claims),
        claims=claims,
        dates=narrowest(c.value for c in held if isinstance(c.value, DateFacts)),
        places=_places(held),
        place_names=_place_names(held, demonyms),
        sites=_sites(actors["target"], demonyms),
        doers=_distinct(a for role in _DOERS for a in actors[role]),
        victims=_distinct(a for a in (*actors["victim"], *actors["target"]) if a.is_person and fold_person(a.label)),
        targets=targets,
        target_heads=frozenset(thing(_words(c)) for c in held if c.role in _TARGETS) - {""},
        instruments=frozenset(thing(_words(c)) for c in held if c.role == "instrument") - {""},
        counts=tuple(sorted({(c.role, c.low, c.high) for c in held if c.role in _COUNTS}, key=str)),
        occurrences=_occurrences(held),
        label=row[4] or "",
        deed=wording.deed,
        words=wording.words,
        story=wording.story,
        names=wording.names,
        signature=row[5] or "",
        article_signature=article_signature or "",
    )


_ROLES = (*_DOERS, *_TARGETS, "victim")


def _is_asserted(claims: tuple[ClaimFacts, ...]) -> bool:
    """Tell whether anybody says that it happened; its type claims decide, all claims where it has none."""
    types = [c for c in claims if c.role == "eventType"]
    return any(c.holds for c in types or claims) or not claims


def _counts_people(held: Iterable[ClaimFacts], wording: Wording) -> bool:
    """Tell whether a plural without a number counts people, not occasions: "the murders of his mother and sister"."""
    held = tuple(held)
    told = any(c.role in (*_TARGETS, "victim", *_COUNTS) for c in held)
    return told and wording.deed in COUNTED_BY_PEOPLE and not _occurrences(held)


def _occurrences(held: Iterable[ClaimFacts]) -> frozenset[tuple[int | None, int | None]]:
    """Read how many occasions a report tells of; "the 1967 slayings" counts none."""
    counts = {(c.low, c.high) for c in held if c.role == "count" and c.low is not None}
    return frozenset((low, high) for low, high in counts if low is not None and not _is_year(low))


def _is_year(number: int) -> bool:
    return 1900 <= number < 2100


def _places(held: Iterable[ClaimFacts]) -> tuple[PlaceFacts, ...]:
    located = [_located(c.value) for c in held if c.role == "location"]
    found = {place.iri: place for place in located if isinstance(place, PlaceFacts)}
    return tuple(found[iri] for iri in sorted(found))


def _place_names(held: Iterable[ClaimFacts], demonyms: Set[str]) -> frozenset[str]:
    """Return the rare words that name where it happened: "nasiriyah" of "the southern Iraqi city of Nasiriyah"."""
    narrow = (
        c for c in held if c.role == "location" and not (isinstance(p := _located(c.value), PlaceFacts) and p.wide)
    )
    names = (w for c in narrow for w in (c.text or "").split() if w[:1].isupper() and w not in demonyms)
    return rare(singular(word) for name in names for word in fold(name))


def _sites(targets: Iterable[ActorFacts], demonyms: Set[str]) -> tuple[PlaceFacts, ...]:
    """Take things by their names as places: "Balad air base"; a "Nigerian town" has none."""
    things = {a.label for a in targets if a.types <= {"Object"} and not a.registered}
    named = {label: place_of_words(" ".join(w for w in label.split() if w not in demonyms)) for label in things}
    return tuple(named[label] for label in sorted(named) if not named[label].wide)


def _located(value: object) -> object:
    """Take a thing that something happened at by its name, as a place that stayed words."""
    if isinstance(value, ActorFacts):
        return place_of_words(value.label)
    return place_of_words(value) if isinstance(value, str) else value


def _distinct(actors: Iterable[ActorFacts]) -> tuple[ActorFacts, ...]:
    found = {actor.iri: actor for actor in actors}
    return tuple(found[iri] for iri in sorted(found))


def _words(claim: ClaimFacts) -> str:
    return claim.value.label if isinstance(claim.value, ActorFacts) else claim.text or str(claim.value)


def _day(issued: str | None) -> date | None:
    try:
        return date.fromisoformat((issued or "")[:10])
    except ValueError:
        return None
