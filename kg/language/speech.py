"""Mends parses of reported speech, where a wrong arc costs a statement its speaker.

Every rule is about English word order, none about a text; `sayings` are the lemmas of verbs of saying.
"""

from collections.abc import Sequence

from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBP", "VBZ", "VBN"})
_ACCUSING = frozenset(  # forms, for their lemmas are often wrong ("blam")
    "accuse accuses accused accusing blame blames blamed blaming suspect suspects suspected suspecting "
    "convict convicts convicted convicting".split()
)
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})
_CIRCUMSTANCE = frozenset({"obl", "advmod", "obl:unmarked", "punct", "obl:tmod", "nmod:unmarked"})


def mend_speech(tokens: Sequence[Token], sayings: frozenset[str]) -> None:
    """Rewrite heads and labels around verbs of saying in place; the Doc stays a forest of sentences."""
    for token in tokens:
        if token.tag_ == "NNS" and token.lower_ == "reports":
            _outlet_reports(token)
    for verb in tokens:
        if verb.pos_ != "VERB":
            continue
        lemma = verb.lemma_.lower()
        if verb.lower_ in _ACCUSING:
            _accused_of(verb)
        if lemma in sayings and verb.tag_ in _FINITE:
            _content_as_object(verb)
            _one_speaker(verb)
            _speaker_before_comma(verb)
            _said_together(verb)
        if lemma in sayings and verb.tag_ in _FINITE and _speaker(verb) is not None:
            if verb.i < verb.head.i:
                _content_as_main_clause(verb)
            elif verb.i > verb.head.i:
                _aside_as_relative(verb)


def _attach(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def _outlet_reports(noun: Token) -> None:
    """Read a sentence's last words ", Sky News reports." as who reports it, not as reports of some kind."""
    last = noun.i + 1 >= noun.sent.end or noun.nbor(1).text in (".", "!", "?", "”", '"')
    start, root = noun.i, noun.sent.root
    while start > noun.sent.start and noun.doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ", "DET"):
        start -= 1
    run = list(noun.doc[start : noun.i])
    if not last or not run or run[-1].pos_ != "PROPN" or root in run or not _after_mark(run[0]):
        return
    noun.tag_, noun.pos_, noun.lemma_ = "VBZ", "VERB", "report"
    if noun != root:
        _attach(noun, root, "parataxis")
    tops = [t for t in run if t.head not in run]
    name = tops[-1]
    for other in tops[:-1]:
        _attach(other, name, "compound" if other.dep_ not in ("det", "amod") else other.dep_)
    _attach(name, noun, "nsubj")


def _speaker_before_comma(verb: Token) -> None:
    """Read "…, Ali Hassan, a spokesman, told the agency" with the person as subject, no aside to what is before."""
    own = any(c.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl", "aux:pass") for c in verb.children)
    if own or verb.i < verb.sent.start + 3 or verb.nbor(-1).text != ",":
        return
    start = verb.i - 1
    while start > verb.sent.start and verb.doc[start - 1].text != ",":
        start -= 1
    inside = [t for t in verb.doc[start : verb.i - 1] if t.head.i < start or t.head.i >= verb.i - 1]
    if len(inside) != 1 or inside[0].dep_ not in ("appos", "conj") or inside[0].tag_[:2] != "NN":
        return
    name = inside[0] if inside[0].pos_ == "PROPN" else inside[0].head
    person = name.ent_type_ in ("", "PER") or name != inside[0]  # who has an apposition is taken for somebody
    named = name.pos_ == "PROPN" and person and _after_mark(name)
    if named and name.i < verb.i and not name.is_ancestor(verb):
        _attach(name, verb, "nsubj")


def _content_as_object(verb: Token) -> None:
    """Read "said Israeli jets struck targets" as what was said: a participle after a noun has no object."""
    for noun in [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i]:
        for clause in [c for c in noun.children if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD") and c.i > noun.i]:
            if any(c.dep_ == "obj" for c in clause.children):
                _attach(clause, verb, "ccomp")
                _attach(noun, clause, "nsubj")
                clause.tag_ = "VBD"
                return
        struck = next((c for c in noun.lefts if c.dep_ == "amod" and c.tag_ in ("VBN", "VBD")), None)
        doer = struck.nbor(-1) if struck is not None and struck.i > verb.i + 1 else noun
        if struck is not None and doer.head == noun and doer.dep_ == "compound" and doer.tag_ == "NNS":
            _attach(struck, verb, "ccomp")  # the same, with "struck" taken for how the targets were
            _attach(doer, struck, "nsubj")
            for late in [c for c in noun.children if c.i < doer.i]:
                _attach(late, doer, late.dep_)
            _attach(noun, struck, "obj")
            struck.tag_, struck.pos_ = "VBD", "VERB"
            return


def _one_speaker(verb: Token) -> None:
    """Read "Two were killed and ten others wounded, the army said" with one speaker, the one beside the verb."""
    content = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    for other in subjects[:-1] if content is not None else ():
        clause = next((c for c in other.children if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")), None)
        if clause is None or content is None or other.i < content.i:
            continue
        _attach(clause, content, "conj")
        _attach(other, clause, "nsubj:pass")
        for joint in [c for c in other.children if c.dep_ == "cc"]:
            _attach(joint, clause, "cc")


def _said_together(verb: Token) -> None:
    """Read "claims it seized the base and attacked a convoy" with both as what is claimed."""
    content = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    who = content and next((c for c in content.children if c.dep_ == "nsubj"), None)
    if content is None or who is None or who.pos_ != "PRON":
        return
    for later in [c for c in verb.children if c.dep_ == "conj" and c.i > content.i and c.pos_ == "VERB"]:
        if not any(c.dep_ in ("nsubj", "nsubj:pass", "aux:pass") for c in later.children):
            _attach(later, content, "conj")


def _after_mark(token: Token) -> bool:
    return token.i > token.sent.start and token.nbor(-1).text in (",", "”", '"', "—", "–")


def _speaker(verb: Token) -> Token | None:
    """The verb's own subject that stands before it and is no relative pronoun."""
    if any(c.dep_ == "aux:pass" for c in verb.children):
        return None
    has_object = any(c.dep_ == "obj" and c.i > verb.i for c in verb.children)
    for child in verb.children:
        if child.i < verb.i and child.lower_ not in _RELATIVES:
            if child.dep_ == "nsubj:pass" and has_object:
                child.dep_ = "nsubj"  # "the agency quoted officials": no passive has an object
            if child.dep_ == "nsubj":
                return child
    return None


def _accused_of(verb: Token) -> None:
    """Read "accuse the group of firing rockets" with the gerund on the verb, not on the group."""
    for accused in [c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i > verb.i]:
        for gerund in list(accused.children):
            of = any(c.dep_ == "mark" and c.lower_ in ("of", "for") for c in gerund.children)
            if gerund.tag_ == "VBG" and gerund.dep_ == "acl" and of:
                _attach(gerund, verb, "advcl")
                accused.dep_ = "obj"
            charged = any(c.dep_ == "case" and c.lower_ == "for" for c in gerund.children)
            if verb.lower_.startswith("blam") and gerund.dep_ == "nmod" and charged:
                _attach(gerund, verb, "obl")  # "blamed the group for the attack"


def _content_as_main_clause(verb: Token) -> None:
    """Read "Sources told the agency that, while …, it seems …" with the telling above what is told."""
    content = verb.head
    marked = any(c.dep_ in ("mark", "advmod") and c.i < verb.i and c.tag_ in ("IN", "WRB") for c in verb.children)
    if verb.dep_ not in ("advcl", "nsubj", "nsubj:pass", "csubj", "dep", "parataxis", "ccomp") or marked:
        return
    if any(not t.is_punct and not t.is_space and not verb.is_ancestor(t) and t != verb for t in _before(verb)):
        return
    if any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children) and verb.dep_ in ("parataxis", "ccomp"):
        return
    head, dep = content.head, content.dep_
    gerund = next((c for c in verb.children if c.tag_ == "VBG" and c.lemma_ == "say" and c.i > verb.i), None)
    if head == content:
        _attach(verb, verb, "ROOT")
    else:
        _attach(verb, head, dep)
    for child in list(verb.children):
        if child.lower_ == "that" and child.i > verb.i and child.dep_ in ("obj", "dep", "nsubj", "mark"):
            _attach(child, content, "mark")
    _attach(content, gerund or verb, "ccomp")


def _before(verb: Token) -> list[Token]:
    """What stands in the sentence before the clause of the verb."""
    return list(verb.doc[verb.sent.start : min([verb.i, *(t.i for t in verb.subtree)])])


def _aside_as_relative(verb: Token) -> None:
    """Read the "…, an analyst said" that ends a sentence as an aside, not as a clause about its last noun."""
    speaker = _speaker(verb)
    if verb.dep_ not in ("acl:relcl", "acl", "conj", "appos", "dep", "advcl") or speaker is None:
        return
    start = min(t.i for t in speaker.subtree)
    before = verb.doc[start - 1] if start > verb.sent.start else None
    own = [c for c in verb.children if c.i > verb.i and c.dep_ not in _CIRCUMSTANCE]
    joined = any(c.dep_ in ("cc", "mark") or c.lower_ in _RELATIVES for c in verb.children)
    if before is None or before.text not in (",", '"', "”", "’", "'") or own or joined:
        return
    root = verb.sent.root
    if root != verb:
        _attach(verb, root, "parataxis")
