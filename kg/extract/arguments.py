"""Who and what fills the roles of a trigger, by the positions that its lexicon entry names."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.mentions import ACTOR_CLASSES, classes, core, entity_of, is_actor
from kg.extract.tree import (
    agents,
    child,
    conjuncts,
    is_noun,
    is_passive,
    is_verb,
    lemmas,
    noun_lemma,
    objects,
    prepositions,
    subjects,
)
from kg.knowledge import Lexicon, Trigger

# What can be harmed or moved; a filler of none of these classes is not taken, since precision goes before recall.
CONCRETE = ACTOR_CLASSES | {"vehicle", "facility", "place", "weapon", "equipment", "name"}
_CHARGE = frozenset({"accuse", "charge", "convict", "suspect", "blame"})
_AIM = frozenset({"target", "objective", "object"})  # "the station was the target of the attack"
_RUNS = frozenset({"series", "wave", "string", "spate", "campaign", "round"})  # of attacks
AGENTIVE = frozenset({"perpetrator", "agent", "speaker", "responsibilityClaim"})


@dataclass(frozen=True)
class RoleFiller:
    """A noun in a role, and where it stood."""

    role: str
    token: Token
    position: str = ""


def fillers(trigger: Token, entry: Trigger, lexicon: Lexicon, events: frozenset[int]) -> list[RoleFiller]:
    """Return the role fillers of a trigger, each token once; `events` are the positions of all triggers nearby."""
    found: dict[int, RoleFiller] = {}
    for position, token in _with_examples(positions(trigger, lexicon)):
        if (token.i in events and not is_actor(token, lexicon)) or token == trigger:
            continue
        how = position == "modifier" and trigger.i - token.i == 1 and noun_lemma(token) in lexicon.means
        for rule in entry.rules:
            if how and rule.role in ("target", "victim"):
                continue  # "a car bombing": the car was no target
            if rule.position == position and may_fill(token, rule.role, rule.classes, lexicon):
                found.setdefault(token.i, RoleFiller(_refined(rule.role, token, trigger, lexicon), token, position))
                break
    return [found[i] for i in sorted(found)]


def _with_examples(around: Iterator[tuple[str, Token]]) -> Iterator[tuple[str, Token]]:
    """ "Six members, including the rector": the examples stand where the whole stands."""
    for position, token in around:
        yield position, token
        for case, example in prepositions(token):
            if case in ("including", "such as", "among"):
                yield from ((position, t) for t in conjuncts(example))


def positions(trigger: Token, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    """Yield (position, noun) for all that stands around an evoking verb or noun."""
    if is_verb(trigger):
        yield from _of_verb(trigger)
    else:
        charged = lemmas(trigger.head) & _CHARGE and is_passive(trigger.head)  # "convicted of the bombing by a court"
        yield from ((p, t) for p, t in _of_noun(trigger, lexicon) if not (charged and p == "by"))


def _of_verb(verb: Token) -> Iterator[tuple[str, Token]]:
    for token in subjects(verb):
        yield "subject", token
    done_to = objects(verb)
    for token in done_to:
        yield "object", token
    for c in verb.children:
        if c.dep_ == "ccomp" and child(c, "mark") is None:
            for token in subjects(c):
                yield "complement", token
    own = [verb, *(t for t in done_to if t.head == verb and t.i > verb.i)]
    for holder in own:
        for case, noun in prepositions(holder):
            if (holder != verb and case in ("of", "in", "for")) or case == "by":
                continue  # a passive's "by" is its subject, an active verb's is no doer
            for token in conjuncts(noun):
                yield case, token


def _of_noun(noun: Token, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    for c in noun.lefts:
        if c.dep_ in ("compound", "amod", "nmod:poss", "nmod:desc", "nmod"):
            for token in conjuncts(c):
                yield "possessive" if token.pos_ == "PRON" else "modifier", token
    yield from _aimed(noun)
    second = child(noun, "conj")
    bare = second is not None and child(second, "det", "amod", "compound", "case") is None
    if second is not None and bare and not list(prepositions(noun)) and is_noun(second):
        yield from (
            (case, t) for case, other in prepositions(second) for t in conjuncts(other)
        )  # "the killing and maiming of"
    case = ""
    for case, other in prepositions(noun):
        for token in conjuncts(other):
            yield case, token
    yield from ((case, token) for token in conjuncts(noun)[1:] if case and child(token, "case") is None)
    yield from _next_phrase(noun)
    for c in noun.children:
        if c.dep_ in ("acl", "acl:relcl") and is_verb(c) and noun in (subjects(c) if not is_passive(c) else objects(c)):
            yield from _from_verb(c, noun, lexicon)
    yield from _above_noun(noun, lexicon)


def _above_noun(noun: Token, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    """What the words that govern an event noun lend it."""
    head = noun.head
    if noun.dep_ in ("nsubj", "nsubj:pass", "obj", "obl") and is_verb(head):
        yield from _from_verb(head, noun, lexicon)
    elif noun.dep_ == "nsubj" and child(head, "cop") is not None:
        yield from _of_predicate(head, lexicon)
    elif noun.dep_ == "nmod" and noun_lemma(head) in _AIM and child(head, "cop") is not None:
        yield from (("on", t) for c in head.children if c.dep_ == "nsubj" for t in conjuncts(c))
    elif noun.dep_ == "nmod" and is_verb(head.head) and (core(head) == noun or noun_lemma(head) in _RUNS):
        yield from _from_verb(head.head, head, lexicon)  # "a number of attacks were launched"


def _aimed(noun: Token) -> Iterator[tuple[str, Token]]:
    """ "Bombings aimed at civilians", "an attack directed against the base"."""
    for c in noun.children:
        if c.dep_ == "acl" and lemmas(c) & {"aim", "target", "direct"}:
            for case, other in prepositions(c):
                if case in ("at", "against", "on"):
                    yield from (("at", token) for token in conjuncts(other))


def _next_phrase(noun: Token) -> Iterator[tuple[str, Token]]:
    """The "by", "on" or "against" phrase right after an event noun is its own, wherever the parser hangs it."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor(1).lower_ not in ("by", "on", "against"):
        return
    case = noun.nbor(1)
    other = case.head
    if (
        case.dep_ == "case"
        and other.i > case.i
        and other.head != noun
        and not is_verb(other)
        and other.ent_type_ != "DATE"
    ):
        for token in conjuncts(other):
            yield case.lower_, token


def _of_predicate(predicate: Token, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    """ "The raid was the largest action taken by the army against the group"."""
    for c in predicate.children:
        if c.dep_ == "acl" and is_passive(c) and lemmas(c) & (lexicon.cues["light"].keys() | {"take"}):
            for token in agents(c):
                yield "subject", token
            yield from prepositions(c)
            yield from (("object", token) for verb in _coordinated_affects(c, lexicon) for token in objects(verb))
    for verb in _coordinated_affects(predicate, lexicon):
        for token in objects(verb):
            yield "object", token


def _from_verb(verb: Token, noun: Token, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    """What a verb around an event noun lends it."""
    names = lemmas(verb)
    is_done = noun in objects(verb) or noun.dep_ in ("nsubj:pass", "obj")
    if names & lexicon.cues["light"].keys() and is_done:
        doers = agents(verb) if is_passive(verb) else subjects(verb)
        for token in doers:
            yield "subject", token
        for case, other in prepositions(verb):
            if case not in ("of", "in"):
                for token in conjuncts(other):
                    yield case, token
    elif names & lexicon.cues["undergo"].keys() and noun.dep_ == "obl":
        sufferers = objects(verb) if is_passive(verb) else subjects(verb)
        for token in sufferers:
            yield "object", token
    elif names & lexicon.cues["affect"].keys() and not is_passive(verb) and noun.dep_ != "obj":
        for token in objects(verb):
            yield "object", token
    for other in _coordinated_affects(verb, lexicon):
        for token in objects(other):
            yield "object", token


def _coordinated_affects(verb: Token, lexicon: Lexicon) -> Iterator[Token]:
    """ "The raid was … and targeted the group": a coordinated verb whose subject is the same noun."""
    for c in verb.children:
        alike = c.dep_ == "conj" and is_verb(c) and child(c, "nsubj", "nsubj:pass") is None
        if alike and lemmas(c) & lexicon.cues["affect"].keys() and not is_passive(c):
            yield c


def may_fill(token: Token, role: str, wanted: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a noun can play a role: it is of one of the wanted classes, or of any that is concrete."""
    found = classes(token, lexicon)
    if (
        token.tag_ == "NNP"
        and "name" not in found
        and "person" in found
        and child(token, "det", "amod", "compound") is None
        and token.i
    ):
        return False  # a bare title ("General") whose name was lost
    if token.pos_ == "PRON":
        known = (
            "they",
            "them",
            "he",
            "him",
            "she",
            "her",
            "it",
            *(("their", "its") if role in AGENTIVE else ("those",)),
        )
        return token.lower_ in known and "weapon" not in wanted  # who threatens is nobody where "all those who" do
    if (
        role in AGENTIVE
        and "place" in found
        and "state" not in found
        and not found & {"group", "organisation", "person"}
    ):
        return False
    if role in AGENTIVE and _ends_address(token):
        return False
    if token.pos_ == "ADJ" and not token.ent_type_:
        return False  # "a military offensive" is nobody's yet
    if (not is_noun(token) and token.pos_ != "ADJ") or (
        token.ent_type_ == "DEMONYM" and token.pos_ != "ADJ" and role not in AGENTIVE
    ):
        return False
    if not wanted:
        return bool(found & CONCRETE) and "document" not in found
    return bool(found & wanted) or ("actor" in wanted and bool(found & ACTOR_CLASSES))


def _ends_address(token: Token) -> bool:
    """Whether a state's name only says where a place is ("Madrid, Spain")."""
    state = entity_of(token) if token.ent_type_ == "STATE" else None
    if state is None or state.start < token.sent.start + 2:
        return False
    return state.doc[state.start - 1].text == "," and state.doc[state.start - 2].ent_type_ == "LOC"


def _refined(role: str, token: Token, trigger: Token, lexicon: Lexicon) -> str:
    """People who are hit are victims; what else is hit is a target."""
    found = classes(token, lexicon)
    human = "person" in lexicon.nouns.get(noun_lemma(token), ())  # a member of a brigade is a person
    hurt = "group" in found and bool(lemmas(trigger) & lexicon.cues["harm"].keys())  # "killed five police"
    if role == "target" and (human or hurt or ("person" in found and "group" not in found)):
        return "victim"
    return role
