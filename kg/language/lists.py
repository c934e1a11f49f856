"""Mends parses of lists: "attacks on the embassy, the airport and a base", "the station in Basra, a bank, a school"."""

from collections.abc import Sequence

from spacy.tokens import Token


def mend_lists(tokens: Sequence[Token]) -> None:
    """Rewrite heads and labels of list items in place."""
    for token in tokens:
        if token.dep_ == "nsubj":
            _list_item_as_subject(token)
        elif token.dep_ == "appos" and token.pos_ == "NOUN":
            _list_item_as_apposition(token)
        if token.dep_ in ("appos", "conj") and token.pos_ == "NOUN" and token.head.ent_type_ == "LOC":
            _list_item_on_place(token)


def _child(token: Token, *deps: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in deps), None)


def _attach(token: Token, head: Token) -> None:
    token.head, token.dep_ = head, "conj"


def _goes_on(item: Token) -> bool:
    """Whether "and" and a last item follow, or the item is the last itself."""
    return any(_child(t, "cc") is not None for t in (item, *item.children, *item.head.children) if t.i >= item.i)


def _list_item_as_apposition(noun: Token) -> None:
    """Read "the governor, three officers and a child" as a list: one man is not three officers."""
    counted = _child(noun, "nummod") is not None and noun.head.tag_ in ("NN", "NNP")
    if counted and noun.i > noun.head.i and any(_child(c, "cc") is not None for c in noun.children if c.dep_ == "conj"):
        noun.dep_ = "conj"


def _list_item_on_place(noun: Token) -> None:
    """Read "the station in San Miguel, a bank and two schools" as three things, none of them San Miguel."""
    place = noun.head
    case = _child(place, "case")
    if case is None or case.i < 1 or case.i > place.i or noun.i < place.i or not _goes_on(noun):
        return
    before = place.doc[case.i - 1]
    if before.pos_ in ("NOUN", "PROPN") and before.sent == place.sent and not noun.is_ancestor(before):
        for item in [c for c in place.children if c.dep_ == "conj" and c.i > noun.i and c.pos_ == "NOUN"]:
            _attach(item, before)
        _attach(noun, before)


def _list_item_as_subject(noun: Token) -> None:
    """Read "attacks on the embassy, the airport and a base" as one list of targets."""
    verb = noun.head
    first = _child(verb, "nsubj")
    if first is None or first.i >= noun.i or noun.i < verb.i:
        return
    start = min([noun.i, *(child.i for child in noun.lefts if child.dep_ != "punct")])
    if start < 2 or noun.doc[start - 1].text != ",":
        return
    before = noun.doc[start - 2]
    while before.dep_ in ("flat", "compound") and before.head.i > before.i - 3:
        before = before.head
    if (
        before.pos_ in ("NOUN", "PROPN")
        and before.dep_ in ("nmod", "obl", "obj")
        and not (noun == before or noun.is_ancestor(before))
    ):
        _attach(noun, before)
