"""Noun phrases -> Mention values: the words that belong to a phrase, its head and its class."""

from collections.abc import Mapping

from spacy.tokens import Doc, Span, Token

from kg.extract.tree import noun_lemma
from kg.knowledge import OFFICES, Lexicon
from kg.model import Mention

_NAMES = "kg.names"
_LEFT = (
    "det",
    "amod",
    "compound",
    "nummod",
    "nmod:poss",
    "nmod:desc",
    "nmod:unmarked",
    "advmod",
    "flat",
    "det:predet",
    "appos",
    "nmod",
    "punct",
    "case",
    "goeswith",
)
_PARTITIVE = frozenset(
    "group number band gang team crowd unit cell squad column handful dozen score hundred thousand couple pair "
    "one some "
    "member part majority several many most all series lot stash cache amount quantity haul consignment load ton tonne "
    "kg kilogram kilo pair plenty bulk rest half volley barrage salvo hail".split()
)
_ENTITY_CLASS = {"PER": "person", "ORG": "organisation", "LOC": "place", "STATE": "state", "DEMONYM": "state"}
ACTOR_CLASSES = frozenset({"person", "group", "organisation", "media", "state"})
PRONOUNS = frozenset("they them he him she her it who whom".split())
PARTICLES = frozenset("he she it they we i you this that these those one some others".split())


def entity_of(token: Token) -> Span | None:
    """The name that the token heads or ends, if any."""
    return names_in(token.doc).get(token.i) if token.ent_type_ else None


def names_in(doc: Doc) -> Mapping[int, Span]:
    """The named entities by each of their tokens' positions; kept with the Doc, which makes its list anew each time."""
    if _NAMES not in doc.user_data:
        doc.user_data[_NAMES] = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
    found: Mapping[int, Span] = doc.user_data[_NAMES]
    return found


def bare_name(person: Span) -> str:
    """A person's name without the office that the tagger took into it ("Antioquia Governor Antonio Roldan")."""
    offices = [t.i for t in person[:-1] if {t.lower_, f"{t.lower_}."} & OFFICES]
    return str(person.doc[offices[-1] + 1 : person.end].text if offices else person.text)


# Words before a phrase that are no part of it, though the parser may hang them on its head.
_NO_PART = frozenset("not even also then when only just after before while because".split())


def core(token: Token) -> Token:
    """The noun that says what the phrase is: "militias" of "one of the militias"."""
    if noun_lemma(token) in _PARTITIVE or token.pos_ == "NUM":
        for c in token.children:
            if c.dep_ in ("nmod", "obl") and any(g.dep_ == "case" and g.lower_ == "of" for g in c.children):
                return c
    return token


def classes(token: Token, lexicon: Lexicon) -> frozenset[str]:
    """Noun classes of a phrase's head: from the lexicon, and from the name that it is part of."""
    noun = core(token)
    found = lexicon.nouns.get(noun_lemma(noun), frozenset()) or lexicon.nouns.get(noun.lower_, frozenset())
    if noun != token:
        found |= lexicon.nouns.get(noun_lemma(token), frozenset()) & frozenset({"group"})
    if noun.ent_type_ and (not found or noun.pos_ == "PROPN"):
        found |= {_ENTITY_CLASS[noun.ent_type_]}
    if noun.pos_ == "PROPN" and not noun.ent_type_ and _has_title(noun, lexicon):
        found |= {"person", "name"}
    if (noun.ent_type_ and noun.ent_type_ != "LOC") or titled_name(noun) is not None:
        found |= {"name"}
    return frozenset(found)


def _has_title(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a person's title stands before a proper noun ("President Donald Trump")."""
    return any(c.dep_ in ("nmod:desc", "compound") and "person" in lexicon.nouns.get(c.lower_, ()) for c in noun.lefts)


def is_actor(token: Token, lexicon: Lexicon) -> bool:
    """Whether the phrase can act: a person, group, organisation, medium or state."""
    return bool(classes(token, lexicon) & ACTOR_CLASSES)


def phrase(token: Token) -> Span:
    """The words of a noun phrase: its head with what stands before it, its name, and the "of" of a partitive."""
    start, end = token.i, token.i + 1
    for c in sorted(token.lefts, key=lambda t: -t.i):
        if c.dep_ in ("nmod", "appos") and any(g.dep_ == "case" and g.tag_ == "IN" and g.i < c.i for g in c.children):
            break  # "In an interview, Guevara": the phrase before belongs to the clause
        if c.dep_ == "case" or (c.dep_ == "punct" and not _inside(c)) or c.dep_ not in _LEFT:
            if c.dep_ in ("case", "cc", "mark", "punct", "cop", "aux") or c.right_edge.i + 1 == start:
                break
            continue
        if c.right_edge.i + 1 < start and not _only_joins(token, c.right_edge.i + 1, start):
            break
        start = c.left_edge.i if c.dep_ != "appos" else c.i
    for c in token.rights:
        if c.dep_ in ("flat", "compound", "goeswith") and c.i <= end + 1 and not c.is_punct:
            end = max(end, c.right_edge.i + 1)
    ent = entity_of(token)
    if ent is not None and ent.start <= token.i:
        start, end = min(start, ent.start), max(end, ent.end)
    inner = core(token)
    if inner != token:
        end = max(end, phrase(inner).end)
    end = max(end, _name_of(token))
    named = titled_name(token)
    if named is not None:
        end = max(end, named.end)
    return _trimmed(token.doc[start:end])


def _name_of(token: Token) -> int:
    """End of a proper name with "of" in it ("Ministry of Interior"), 0 for none."""
    if token.pos_ != "PROPN":
        return 0
    for c in token.rights:
        between = [t for t in token.doc[token.i + 1 : c.i] if t.lower_ != "the" and t.dep_ not in _LEFT[:4]]
        near = c.dep_ in ("nmod", "obl") and c.pos_ == "PROPN" and c.i <= token.i + 4
        if near and [t.lower_ for t in between] == ["of"]:
            return int(c.i + 1)
    return 0


def titled_name(token: Token) -> Span | None:
    """The person's name that follows a title at once ("commander Qasem Soleimani")."""
    if token.tag_ not in ("NN", "NNP", "JJ") or token.ent_type_ == "PER":
        return None
    name = names_in(token.doc).get(token.i + 1)
    begins = name is not None and name.label_ == "PER" and name.start == token.i + 1
    return name if begins and not token.doc[token.i + 1].is_sent_start else None


def _inside(punct: Token) -> bool:
    return punct.text in ("-", "'", "’", "–")


def _only_joins(token: Token, start: int, end: int) -> bool:
    return all(t.text in ("-", "–", "'", "’", '"', "“", "”") for t in token.doc[start:end])


def _trimmed(span: Span) -> Span:
    start, end = span.start, span.end
    while start < end - 1 and (
        span.doc[start].is_punct
        or span.doc[start].is_space
        or span.doc[start].dep_ in ("cc", "mark")
        or span.doc[start].tag_ == "WRB"
        or span.doc[start].lower_
        in ("not", "even", "also", "then", "when", "only", "just", "after", "before", "while", "because")
    ):
        start += 1
    while end > start + 1 and (
        (span.doc[end - 1].is_punct and span.doc[end - 1].text != ".") or span.doc[end - 1].is_space
    ):
        end -= 1
    return span.doc[start:end]


def mention(token: Token, lexicon: Lexicon, *, offset: int, sentence: int) -> Mention:
    """Reduce the phrase headed by the token to a Mention."""
    span, noun = phrase(token), core(token)
    found = classes(token, lexicon)
    ent = titled_name(noun) or entity_of(noun)
    first = span[0]
    begin = (
        span.start + 1 if first.dep_ == "det" or (first.lower_ in ("the", "a", "an") and len(span) > 1) else span.start
    )
    words = span.doc[begin : span.end] if begin < span.end else span
    return Mention(
        start=offset + words.start_char,
        end=offset + words.end_char,
        text=words.text,
        head=noun_lemma(noun),
        kind=_kind(found),
        entity=ent.label_ if ent is not None else "",
        name=None if ent is None else bare_name(ent) if ent.label_ == "PER" else ent.text,
        plural=noun.tag_ in ("NNS", "NNPS")
        or len([c for c in token.children if c.dep_ == "nummod" and c.lower_ not in ("one", "1")]) > 0,
        definite=first.lower_ in ("the", "this", "that", "these", "those", "its", "their", "his", "her"),
        pronoun=token.pos_ == "PRON",
        modifiers=tuple(
            t.text
            for t in span.doc[phrase(noun).start : noun.i]
            if not t.is_punct and t.lower_ not in ("the", "a", "an")
        ),
        sentence=sentence,
    )


def _kind(found: frozenset[str]) -> str:
    for kind in (
        "person",
        "group",
        "media",
        "organisation",
        "state",
        "vehicle",
        "facility",
        "weapon",
        "equipment",
        "place",
        "document",
    ):
        if kind in found:
            return kind
    return ""
