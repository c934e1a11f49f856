"""Pronouns -> the phrase that they stand for, by agreement, grammar and nearness (after Hobbs 1978, much reduced)."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.arguments import AGENTIVE, CONCRETE
from kg.extract.mentions import ACTOR_CLASSES, classes
from kg.extract.tree import core_clause, is_noun, subjects
from kg.knowledge import Lexicon

_PLURAL = frozenset({"they", "them", "their", "those"})
_PERSON = frozenset({"he", "him", "his", "she", "her"})
_ARGUMENT = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "conj", "iobj", "nmod", "ROOT")


def antecedent_of(pronoun: Token, role: str, history: Sequence[Token], lexicon: Lexicon) -> Token | None:
    """Return the noun that the pronoun stands for, looking back over the paragraph and the end of the one before."""
    ranked = sorted(
        (_rank(noun, pronoun, role), -order, noun)
        for order, noun in enumerate(_candidates(pronoun, history))
        if _agrees(pronoun, noun, lexicon) and _may_fill(noun, role, lexicon) and not _co_argument(pronoun, noun)
    )
    if pronoun.dep_ == "nmod:poss" and role == "perpetrator" and (not ranked or sum(r[0][0] == 0 for r in ranked) != 1):
        return None  # "Israel struck and Hamas resumed its fire": an owner who did it must be the only one there
    return ranked[0][2] if ranked else None


def _candidates(pronoun: Token, history: Sequence[Token]) -> Iterator[Token]:
    """Nouns of this sentence and the two before it, in text order."""
    yield from history
    sentences = list(pronoun.doc.sents)
    here = next(i for i, s in enumerate(sentences) if s.start <= pronoun.i < s.end)
    for sentence in sentences[max(0, here - 1) : here + 1]:
        yield from (t for t in sentence if t.i < pronoun.i and t.dep_ in _ARGUMENT and t.pos_ != "PRON" and is_noun(t))


def _rank(noun: Token, pronoun: Token, role: str) -> tuple[int, int]:
    same_doc = noun.doc == pronoun.doc
    same_sentence = same_doc and noun.sent == pronoun.sent
    is_subject = noun.dep_.startswith("nsubj")
    wants_subject = pronoun.dep_.startswith("nsubj") or role in AGENTIVE
    near = pronoun.i - noun.i if same_doc else 500
    return (0 if same_sentence else 1 if same_doc else 2, (0 if is_subject == wants_subject else 50) + near)


def _agrees(pronoun: Token, noun: Token, lexicon: Lexicon) -> bool:
    word, found = pronoun.lower_, classes(noun, lexicon)
    plural = noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)
    if word in _PLURAL:
        return plural or bool(found & {"group"})
    if word in _PERSON:
        return not plural and ("person" in found or noun.ent_type_ == "PER")
    return not plural and "person" not in found


def _may_fill(noun: Token, role: str, lexicon: Lexicon) -> bool:
    found = classes(noun, lexicon)
    if role in AGENTIVE:
        return bool(found & ACTOR_CLASSES)
    if role == "victim":
        return bool(found & {"person", "group"})
    return bool(found & CONCRETE) and not (role == "target" and found & {"person"} and not found & {"group"})


def _co_argument(pronoun: Token, noun: Token) -> bool:
    """Whether both belong to one clause: "gunmen set them on fire" is not about the gunmen."""
    if noun.doc != pronoun.doc or pronoun.dep_ == "nmod:poss":
        return False  # "the group said its attack": a possessive takes up its own clause's subject
    return core_clause(noun) == core_clause(pronoun) or noun in subjects(core_clause(pronoun))
