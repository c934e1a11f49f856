"""Extraction -> Reading: groups become reports, fillers become actors and places, arguments become claims."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.keys import key_of
from kg.knowledge import RegisterEntry
from kg.model import (
    Actor,
    Argument,
    Claim,
    EventMention,
    Extraction,
    Place,
    PlaceMention,
    Quantity,
    Reading,
    RelationMention,
    Report,
    TimeValue,
    Value,
)
from kg.resolve.article_places import Setting, demonyms_of, setting
from kg.resolve.cast import Cast
from kg.resolve.confidence import with_confidence
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.grouping import Group, Grouper
from kg.resolve.judgements import NO_JUDGEMENTS, Judgements
from kg.resolve.linking import RegisterIndex
from kg.resolve.places import resolve_places
from kg.resolve.toponyms import Entity, find_toponyms

_AGENTIVE = frozenset({"perpetrator", "agent", "speaker", "addressee", "responsibilityClaim"})
_TEXT_ROLES = frozenset({"instrument"})  # kinds of weapon: words, not things with an identity
_VIOLENT = frozenset({"Attack", "ArmedClash", "Explosion"})


def resolve(
    extraction: Extraction,
    index: RegisterIndex,
    entries: Mapping[str, RegisterEntry],
    gazetteer: Gazetteer,
    parents: Mapping[str, str],
    judgements: Judgements = NO_JUDGEMENTS,
) -> Reading:
    """Resolve everything that was found in one article."""
    article = key_of("article", extraction.article.document)
    cast = Cast(article, index, dict(entries), judged=judgements.within(extraction.article.document))
    cast.meet(extraction.mentions)
    states = (entries[slug].label for slug in cast.context if entries[slug].type == "State")
    countries = [code for label in states if (code := gazetteer.country_code(label))]
    about = _setting(extraction, gazetteer, demonyms_of(entries.values(), gazetteer))
    places = resolve_places(extraction.places, gazetteer, focus_countries=countries, scope=article, about=about)
    grouper = Grouper(parents, places)
    reports: list[Report] = []
    claims: list[Claim] = []
    for ordinal, group in enumerate(grouper.group(extraction.events)):
        report = _report(article, group, grouper, ordinal)
        found = list(_role_claims(report, group, cast, grouper))
        if any(claim.predicate not in ("date", "count") for claim in found):
            reports.append(report)
            claims += [*_type_claims(report, group, cast, grouper), *found]
    claims += [
        claim for relation in extraction.relations if (claim := _relation_claim(article, relation, cast)) is not None
    ]
    sure = (with_confidence(claim) for claim in claims)
    return Reading(extraction.article, tuple(reports), _unique(sure))


def _setting(extraction: Extraction, gazetteer: Gazetteer, demonyms: Mapping[str, str]) -> Setting:
    """Find all place names of the article, the context of those that events hang on."""
    text = extraction.article.text
    entities = [Entity(*entity) for entity in extraction.entities]
    return setting(text, find_toponyms(text, entities, gazetteer, demonyms), demonyms)


def _report(article: str, group: Group, grouper: Grouper, ordinal: int) -> Report:
    first = group.mentions[0]
    key = key_of("report", article, first.event_type, first.trigger.quote, str(ordinal))
    multiple = any(m.plural and m.nominal for m in group.mentions) or any(
        a.role == "count" for m in group.mentions for a in m.arguments
    )
    return Report(key, _main_type(group, grouper), first.trigger, multiple)


def _main_type(group: Group, grouper: Grouper) -> str:
    """The type that says most of what happened: violence first, then the most specific, then the most told."""
    told = Counter(m.event_type for m in group.mentions if m.event_type != "TerroristAttack") or Counter(
        m.event_type for m in group.mentions
    )

    def rank(name: str) -> tuple[bool, int, int, str]:
        line = grouper.line(name)
        return (bool(_VIOLENT & set(line)), len(line), told[name], name)

    return max(told, key=rank)


def _role(role: str, report: Report, grouper: Grouper) -> str:
    """Who acts in violence is its perpetrator, in anything else its agent."""
    if role in ("perpetrator", "agent"):
        return "perpetrator" if _VIOLENT & set(grouper.line(report.event_type)) else "agent"
    return role


def _type_claims(report: Report, group: Group, cast: Cast, grouper: Grouper) -> Iterator[Claim]:
    told: dict[str, EventMention] = {}
    for mention in group.mentions:
        if not (mention.nominal and mention.definite and mention is not group.mentions[0]):
            told.setdefault(mention.event_type, mention)
    broader = {name for other in told for name in grouper.line(other)[1:]}
    for name, mention in told.items():
        if name in broader and name != report.event_type:
            continue
        evidence = mention.arguments[0].evidence if mention.arguments else mention.trigger
        argument = Argument(
            "eventType",
            name,
            mention.trigger.quote,
            evidence,
            mention.certainty,
            mention.polarity,
            mention.tense,
            mention.said_by,
            mention.arguments[0].signs[-2:] if mention.arguments else (),
        )
        yield _claim(report, "eventType", name, argument, cast)


def _role_claims(report: Report, group: Group, cast: Cast, grouper: Grouper) -> Iterator[Claim]:
    dated = any(isinstance(a.filler, TimeValue) and a.filler.value for m in group.mentions for a in m.arguments)
    for mention in group.mentions:
        for argument in mention.arguments:
            if isinstance(argument.filler, TimeValue) and dated and not argument.filler.value:
                continue
            role = _role(argument.role, report, grouper)
            value = _value(argument, role, report, cast, grouper.places)
            if value is not None:
                yield _claim(report, role, value, argument, cast)


def _value(
    argument: Argument, role: str, report: Report, cast: Cast, places: Mapping[PlaceMention, Place]
) -> Value | None:
    filler = argument.filler
    if isinstance(filler, PlaceMention):
        return places.get(filler, filler.text)
    if isinstance(filler, TimeValue | Quantity | str):
        return filler
    return filler.text if role in _TEXT_ROLES else cast.actor(filler, report.key, agentive=role in _AGENTIVE)


def _claim(report: Report, predicate: str, value: Value, argument: Argument, cast: Cast) -> Claim:
    said_by = tuple(cast.source(said) for said in argument.said_by)
    key = key_of(
        "claim",
        report.key,
        predicate,
        _identity(value),
        argument.text,
        argument.certainty,
        argument.polarity,
        argument.tense,
        str(argument.evidence.start),
        argument.evidence.quote,
        *(f"{s.actor.key} {s.cue}" for s in said_by),
    )
    return Claim(
        key,
        report.key,
        None,
        None,
        predicate,
        value,
        argument.text,
        argument.evidence,
        argument.certainty,
        argument.polarity,
        argument.tense,
        said_by,
        (*argument.signs, *(("multiple",) if report.multiple else ())),
        at=argument.at,
    )


def _identity(value: Value) -> str:
    return value.key if isinstance(value, Actor | Place) else repr(value)


def _relation_claim(article: str, relation: RelationMention, cast: Cast) -> Claim | None:
    subject = cast.actor(relation.subject, "relation")
    value: Value
    if isinstance(relation.value, str):
        value = relation.value
    else:
        tied = cast.tie(relation.value) if relation.value.entity in ("STATE", "DEMONYM") else None
        value = cast.tied(tied) if tied else cast.actor(relation.value, "relation", agentive=True)
    if isinstance(value, Actor) and value.key == subject.key:
        return None
    subject = (
        replace(subject, of_actor=None)
        if subject.of_actor and isinstance(value, Actor) and value.key == subject.of_actor
        else subject
    )
    said_by = tuple(cast.source(said) for said in relation.said_by)
    key = key_of(
        "claim",
        article,
        subject.key,
        relation.predicate,
        _identity(value),
        relation.certainty,
        relation.polarity,
        str(relation.evidence.start),
        relation.evidence.quote,
        *(f"{s.actor.key} {s.cue}" for s in said_by),
    )
    return Claim(
        key,
        None,
        subject,
        relation.subject.text,
        relation.predicate,
        value,
        relation.text,
        relation.evidence,
        relation.certainty,
        relation.polarity,
        relation.tense,
        said_by,
        relation.signs,
    )


def _unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Keep the first of claims that say the same of the same thing, as surely, by the same voices."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        voices = tuple(said.actor.key for said in claim.said_by)
        about = claim.report or (claim.subject.key if claim.subject else "")
        same = (about, claim.predicate, _identity(claim.value), claim.certainty, claim.polarity, claim.tense, voices)
        found.setdefault(same, claim)
    return tuple(found.values())
