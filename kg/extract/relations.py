"""Relations between actors that a sentence states: backing, alignment, membership, position, protection, operation.

Patterns (X, Y are actors): "Y-backed X", "X backed by Y", "pro-Y X", "former Y commander X", "X, commander of Y",
"X in charge of protecting Y", "X operated by Y", "X led by Y", "X, a member of Y".
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.mentions import classes, entity_of, is_actor, phrase, titled_name
from kg.extract.proposed_relations import proposed_relations
from kg.extract.scene import Scene, sources_for
from kg.extract.stance import Stance, stance_of
from kg.extract.stated_relations import stated_relations
from kg.extract.tree import (
    agents,
    child,
    is_noun,
    is_passive,
    is_verb,
    lemmas,
    noun_lemma,
    objects,
    prepositions,
    subjects,
)
from kg.knowledge import ABBREVIATED
from kg.model import Certainty, Mention, RelationMention

_BACK = frozenset({"back", "support", "fund", "finance", "sponsor", "arm", "train"})
_PASSIVE = {"lead": "leads", "head": "leads", "command": "leads", "operate": "operatedBy", "run": "operatedBy"}
_POSITIONS = frozenset(
    "president minister commander general colonel chief leader head spokesman spokeswoman spokesperson "
    "ambassador director "
    "secretary chairman governor mayor captain major lieutenant deputy adviser advisor expert analyst envoy "
    "premier king "
    "prince ayatollah sheikh cleric senator admiral marshal brigadier sergeant inspector official officer "
    "founder".split()
) | {word for word in ABBREVIATED if word not in ("mr.", "mrs.", "ms.", "messrs.", "dr.")}
_ALIGNED = frozenset({"pro"})
# What stands before a title and is no part of the organisation's name that follows.
_GRADES = frozenset({"former", "ex", "senior", "top", "late", "current", "slain", "acting", "deputy", "veteran"})
_HEADS = frozenset({"leader", "head", "commander", "chief", "chairman"})
_OUTSIDERS = frozenset({"expert", "analyst", "founder", "envoy", "ambassador", "adviser", "advisor"})
_SECOND = frozenset({"deputy", "vice", "assistant", "acting"})


def relations_in(scene: Scene) -> Iterator[RelationMention]:
    """Yield every relation that the sentence states, then what the network proposes of other pairs."""
    told: set[tuple[int, int]] = set()
    for token in scene.sentence:
        yield from _modifier_backing(scene, token)
        if is_verb(token) and (token.tag_ in {"VBN", "VBG"}):
            yield from _participle(scene, token)
        if token.ent_type_ == "PER" or token.pos_ == "PROPN":
            yield from _position(scene, token)
        for predicate, holder, other in stated_relations(token, scene.index):
            told |= {(holder.i, other.i), (other.i, holder.i)}
            yield from _some(_relation(scene, holder, predicate, other, token))
    for predicate, holder, other in proposed_relations(scene):
        if (holder.i, other.i) in told:
            continue
        for found in _some(_relation(scene, holder, predicate, other, _above(holder, other))):
            if found.certainty is Certainty.CERTAIN:
                yield replace(found, signs=("proposed", *found.signs))


def _above(one: Token, other: Token) -> Token:
    """The lowest word of the parse that is above two others."""
    above = [other, *other.ancestors]
    return next((t for t in [one, *one.ancestors] if t in above), one)


def _relation(scene: Scene, subject: Token, predicate: str, value: Token | str, at: Token) -> RelationMention | None:
    who = scene.mention(subject)
    filler = value if isinstance(value, str) else _titled(scene, value) or scene.mention(value)
    if subject.pos_ == "PRON" or (isinstance(value, Token) and value.pos_ == "PRON"):
        return None
    text = filler if isinstance(filler, str) else filler.text
    if (
        isinstance(filler, Mention)
        and (filler.start < who.end and who.start < filler.end)
        and predicate not in ("backedBy", "alignedWith", "memberOf")
    ):
        return None
    if predicate == "opposes":
        while at.tag_ in ("VB", "VBG") and at.head != at and (at.dep_ == "conj" or child(at, "mark") is not None):
            at = at.head  # who works to defeat somebody is against them already, whether or not it comes to pass
    stance = stance_of(at, scene.lexicon)
    if at == subject:  # a title or a modifier is taken for granted, whatever the sentence says of its bearer
        stance = Stance(voices=stance.voices)
    return RelationMention(
        who,
        predicate,
        filler,
        text,
        scene.evidence,
        stance.certainty,
        stance.polarity,
        stance.tense,
        sources_for(scene, stance.voices),
        scene.signs,
    )


def _modifier_backing(scene: Scene, token: Token) -> Iterator[RelationMention]:
    """ "Iran-backed militia" and "pro-Iranian militias"."""
    word = token.lower_
    if (
        word in ("backed", "supported", "sponsored", "funded", "aligned", "linked", "affiliated", "led", "run")
        and token.i >= 2
        and token.nbor(-1).text == "-"
    ):
        backer, noun = token.nbor(-2), token.head
        predicate = {
            "aligned": "alignedWith",
            "linked": "alignedWith",
            "affiliated": "alignedWith",
            "led": "partOf",
            "run": "",
        }.get(word, "backedBy")
        if predicate == "partOf" or not predicate:
            return
        if noun != token and is_noun(noun) and is_actor(noun, scene.lexicon) and noun.i > token.i:
            yield from _some(_relation(scene, noun, predicate, backer, noun))
    elif "-" in token.text and word.rsplit("-", 1)[-1] in ("backed", "supported", "sponsored", "funded"):
        pass
    elif word in _ALIGNED and token.i + 2 < len(token.doc) and token.nbor(1).text == "-":
        state, noun = token.nbor(2), token.head
        if noun not in (token, state) and is_noun(noun) and is_actor(noun, scene.lexicon) and state.ent_type_:
            yield from _some(_relation(scene, noun, "alignedWith", state, noun))


def _participle(scene: Scene, verb: Token) -> Iterator[RelationMention]:
    names = lemmas(verb)
    if is_passive(verb) and (doers := agents(verb)):
        held = [t for t in (objects(verb) or _considered(verb)) if t != verb]
        for noun in held:
            actor = is_actor(noun, scene.lexicon)
            for doer in doers:
                if not is_actor(doer, scene.lexicon):
                    continue
                if names & _BACK and actor:
                    yield from _some(_relation(scene, noun, "backedBy", doer, verb))
                for name, predicate in _PASSIVE.items():
                    if (
                        name in names
                        and predicate == "operatedBy"
                        and classes(noun, scene.lexicon) & {"vehicle", "facility"}
                    ):
                        yield from _some(_relation(scene, noun, predicate, doer, verb))
                    elif name in names and predicate == "leads" and actor:
                        yield from _some(_relation(scene, doer, "leads", noun, verb))
    elif names & {"protect", "guard"} and not is_passive(verb):
        yield from _protection(scene, verb)


def _considered(verb: Token) -> list[Token]:
    """ "groups they consider to be backed by Iran": the noun that the relative clause modifies."""
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and head.dep_ == "acl:relcl" and is_noun(head.head):
        return [head.head]
    return []


def _protection(scene: Scene, verb: Token) -> Iterator[RelationMention]:
    """ "forces in charge of protecting the embassy", "troops guarding the base"."""
    holders = subjects(verb)
    if verb.dep_ == "acl" and noun_lemma(verb.head) == "charge" and is_noun(verb.head.head):
        holders = [verb.head.head]
    for holder in holders[:1]:
        for thing in objects(verb):
            if is_actor(holder, scene.lexicon) and classes(thing, scene.lexicon) & {
                "facility",
                "group",
                "organisation",
                "person",
                "vehicle",
            }:
                yield from _some(_relation(scene, holder, "protects", thing, verb))


def _position(scene: Scene, token: Token) -> Iterator[RelationMention]:
    """ "former IRGC Quds Force commander Qasem Soleimani", "Ahmad al-Hamdani, an expert in security affairs"."""
    name = entity_of(token)
    if name is None or name.label_ != "PER" or name.start != token.i:
        return
    root = name.root
    title = _title_before(scene, name.start)
    if inside := [t for t in name[:-1] if t.lower_ in _POSITIONS]:  # the tagger took the title into the name
        yield from _some(_relation(scene, root, "holdsPosition", name.doc[name.start : inside[-1].i + 1].text, root))
    elif title is not None:
        text = scene.sentence.doc[_title_start(title) : title.i + 1].text
        yield from _some(_relation(scene, root, "holdsPosition", text, root))
        for org in _named_before(title):
            yield from _some(_relation(scene, root, "memberOf", org, root))
    for c in root.children:
        if _describes(c, root) and noun_lemma(c) in _POSITIONS and not _names_another(c):
            span = scene.sentence.doc[phrase(c).start : _with_of(c)]
            text = span[1:].text if span[0].dep_ == "det" else span.text
            yield from _some(_relation(scene, root, "holdsPosition", text, root))
            yield from _membership(scene, root, c)
    yield from _position_ahead(scene, root)


def _describes(noun: Token, name: Token) -> bool:
    """ "Yehia Rasool, spokesman for the military,": an apposition, or what the parser takes for a list."""
    listed = noun.dep_ in ("conj", "list") and child(noun, "cc") is None and noun.nbor(-1).text == ","
    return noun.i > name.i and (noun.dep_ == "appos" or (listed and child(noun, "det") is None))


def _membership(scene: Scene, person: Token, position: Token) -> Iterator[RelationMention]:
    """Who serves in a named organisation belongs to it: "spokesman for the Iraqi military"."""
    if noun_lemma(position) in _OUTSIDERS:
        return
    for case, other in prepositions(position):
        if case in ("of", "for", "in") and other.i > position.i and other.ent_type_ == "ORG":
            yield from _some(_relation(scene, person, "memberOf", other, person))


def _position_ahead(scene: Scene, person: Token) -> Iterator[RelationMention]:
    """ "The head of the Badr Organization, Hadi al-Amiri": the position stands first, a comma before the name."""
    noun = person.head
    if person.dep_ != "appos" or person.nbor(-1).text != "," or noun.i >= person.i:
        return
    if noun_lemma(noun) not in _POSITIONS and noun.dep_ == "nmod":
        noun = noun.head
    if noun_lemma(noun) not in _POSITIONS or noun.ent_type_ == "PER" or noun.i >= person.i:
        return
    span = scene.sentence.doc[min(t.i for t in (*noun.lefts, noun)) : person.i - 1]
    if any(t.text == "," for t in span):
        return
    text = span[1:].text if span[0].dep_ == "det" else span.text
    yield from _some(_relation(scene, person, "holdsPosition", text, person))
    yield from _membership(scene, person, noun)
    second = any(t.lower_ in _SECOND for t in noun.lefts)
    for case, other in prepositions(noun):
        if case == "of" and other.ent_type_ == "ORG" and noun_lemma(noun) in _HEADS and not second:
            yield from _some(_relation(scene, person, "leads", other, person))


def _titled(scene: Scene, org: Token) -> Mention | None:
    """The organisation whose name stands before a title, without the words that grade the title ("former", "senior").

    The parser ties "former" in "former IRGC commander" to the IRGC.
    """
    name = entity_of(org)
    if (
        name is None
        or name.label_ != "ORG"
        or name.end >= len(org.doc)
        or noun_lemma(org.doc[name.end]) not in _POSITIONS
    ):
        return None
    start = name.start
    while start < name.end - 1 and org.doc[start].lower_ in _GRADES:
        start += 1
    at = scene.words(org.doc[start : name.end])
    found = scene.mention(org)
    return replace(found, start=at.start, end=at.end, text=at.quote, definite=False) if at is not None else None


def _names_another(noun: Token) -> bool:
    """ "Tuzo, the defence secretary, Lord Carrington, and …": the position is the next man's."""
    return titled_name(noun) is not None or any(c.dep_ == "appos" and c.ent_type_ == "PER" for c in noun.children)


def _title_before(scene: Scene, start: int) -> Token | None:
    if start <= scene.sentence.start:
        return None
    token = scene.sentence.doc[start - 1]
    if token.text == "." and start - 2 >= scene.sentence.start:
        token = scene.sentence.doc[start - 2]
    return token if noun_lemma(token) in _POSITIONS or token.lower_ in _POSITIONS else None


def _title_start(title: Token) -> int:
    start = title.i
    while (
        start > title.sent.start
        and (before := title.doc[start - 1]).pos_ in ("ADJ", "NOUN", "PROPN")
        and (before.dep_ not in ("nsubj", "obj", "ROOT") or before.lower_ in ABBREVIATED)
    ):
        if before.is_punct or before.ent_type_ == "PER":
            break
        start -= 1
    if start >= 2 and title.doc[start - 1].text == "-" and noun_lemma(title.doc[start - 2]) in _POSITIONS:
        start -= 2  # "Secretary-General"
    return start


def _named_before(title: Token) -> Iterator[Token]:
    """Organisations named in a title, longest name once."""
    start = _title_start(title)
    found = {ent.start: ent for t in title.doc[start : title.i] if (ent := entity_of(t)) is not None}
    for ent in found.values():
        if start <= ent.start and ent.end <= title.i and ent.label_ == "ORG":
            yield ent.root


def _with_of(noun: Token) -> int:
    end = phrase(noun).end
    for case, other in prepositions(noun):
        if case in ("in", "of", "for", "at") and other.i > noun.i:
            end = max(end, phrase(other).end)
    return end


def _some(relation: RelationMention | None) -> Iterator[RelationMention]:
    if relation is not None:
        yield relation
