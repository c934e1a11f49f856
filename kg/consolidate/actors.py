"""Actors: holding two accounts of who did it against each other."""

from enum import StrEnum
from functools import lru_cache

from kg.consolidate.facts import ActorFacts
from kg.consolidate.words import BARE, CLASS_KINDS, fold, fold_person, group_kind, head

# Capitalised, these words end names ("Mahdi Army", "Free Movement Rebels" do not stand for any army or rebels).
_NAMELIKE = frozenset({"", "state", "militia", "rebel", "criminal"})
_ARMED = frozenset({"militia", "rebel", "terrorist"})


class Stand(StrEnum):
    """How two values stand to one another."""

    AGREE = "agreed"
    COMPATIBLE = "compatible"
    CONTRADICT = "contradictory"


@lru_cache(maxsize=100_000)
def kind(actor: ActorFacts) -> str:
    """Return the kind of an actor that the words only describe ("rebel", "bare"), "" for one known by name."""
    found = group_kind(actor.label)
    if "UnidentifiedActor" not in actor.types and not _is_described(actor) and (actor.registered or found in _NAMELIKE):
        return ""
    if found == "state" and (actor.registered or actor.tied_to):  # "US forces" names the state, "soldiers" does not
        return ""
    return found or (BARE if "UnidentifiedActor" in actor.types and not actor.tied_to else "")


def _is_described(actor: ActorFacts) -> bool:
    """Tell whether the head of the label is a common noun: written small, or a word alone ("Rebels attacked")."""
    noun, words = head(actor.label), actor.label.split()
    return len(words) == 1 or any(word[:1].islower() and noun == head(word) for word in words)


def name(actor: ActorFacts) -> str:
    """Return what a named actor is known by: an IRI where it is, or is tied to, a registered one; else its words."""
    if kind(actor):
        return ""
    return actor.iri if actor.registered else actor.tied_to or " ".join(fold(actor.label))


def stand(one: ActorFacts, other: ActorFacts) -> Stand:
    """Hold two accounts of who did it against each other."""
    if name(one) and name(other):
        if name(one) == name(other):
            return Stand.AGREE
        related = name(one) in other.line or name(other) in one.line
        return Stand.COMPATIBLE if related else Stand.CONTRADICT
    return _kinds(kind(one) or _class_kind(one), kind(other) or _class_kind(other))


def _class_kind(actor: ActorFacts) -> str:
    return next((CLASS_KINDS[t] for t in sorted(actor.types) if t in CLASS_KINDS), BARE)


def _kinds(one: str, other: str) -> Stand:
    if BARE in (one, other) or not (one and other):
        return Stand.COMPATIBLE
    if one == other:
        return Stand.AGREE
    armed = "armed" in (one, other) and ({one, other} - {"armed"}) <= _ARMED
    return Stand.COMPATIBLE if armed else Stand.CONTRADICT


def same_person(one: ActorFacts, other: ActorFacts) -> bool | None:
    """Tell whether two named persons are one; None where only a surname agrees."""
    if one.registered and other.registered:
        return one.iri == other.iri
    names, others = fold_person(one.label), fold_person(other.label)
    if not names or not others or names[-1] != others[-1]:
        return False
    inside = set(names) <= set(others) or set(others) <= set(names)
    return inside if min(len(names), len(others)) > 1 else (None if inside else False)
