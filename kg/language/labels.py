"""ClearNLP dependency labels, as spaCy's official English pipelines give them -> Universal Dependencies.

The two differ in more than names: a preposition heads its noun there and marks it here, "is" heads its predicate
there and accompanies it here.  The rules rewrite heads and labels in place (de Marneffe and Manning 2008 and the UD
guidelines for English describe both sides).
"""

from spacy.tokens import Doc, Token

CLEARNLP = frozenset({"nsubjpass", "dobj", "pobj", "agent", "prep", "relcl"})
_RENAMED = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "neg": "advmod",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "npadvmod": "obl:unmarked",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "quantmod": "advmod",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "intj": "discourse",
    "meta": "dep",
}
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def to_universal(doc: Doc) -> Doc:
    """Rewrite a parse with ClearNLP labels; leave any other as it is."""
    if not any(token.dep_ in CLEARNLP for token in doc):
        return doc
    for token in doc:
        if token.dep_ == "nmod":
            token.dep_ = "compound"
    for token in doc:
        if token.dep_ in ("prep", "agent"):
            _preposition(token)
    for token in list(doc):
        if token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass"):
            _copula(token)
    for token in doc:
        if token.dep_ in _RENAMED:
            token.dep_ = _RENAMED[token.dep_]
        if token.dep_ == "pobj":  # of a preposition that stayed one ("instead of")
            token.dep_ = "obl"
    return doc


def _attach(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def _preposition(case: Token) -> None:
    """Hang the noun where the preposition hung, and the preposition on the noun."""
    noun = next((c for c in case.children if c.dep_ in ("pobj", "pcomp")), None)
    head, agent = case.head, case.dep_ == "agent"
    if noun is None:
        case.dep_ = "advmod"
        return
    clause = noun.dep_ == "pcomp" and noun.pos_ in ("VERB", "AUX")
    if clause:
        _attach(noun, head, "acl" if head.pos_ in _NOUNS else "advcl")
    else:
        _attach(noun, head, "obl:agent" if agent else "nmod" if head.pos_ in _NOUNS else "obl")
    rest = [c for c in case.children if c != noun]
    _attach(case, noun, "mark" if clause else "case")
    for other in rest:
        _attach(other, noun, "case" if other.dep_ in ("prep", "fixed") else other.dep_)


def _copula(verb: Token) -> None:
    """Make the predicate the head of "is": "Khan is a commander"."""
    predicate = next((c for c in verb.children if c.dep_ in ("attr", "acomp") and c.i > verb.i), None)
    if predicate is None:
        return
    head, dep = verb.head, verb.dep_
    children = [c for c in verb.children if c != predicate]
    if head == verb:
        _attach(predicate, predicate, "ROOT")
    else:
        _attach(predicate, head, dep)
    for child in children:
        _attach(child, predicate, child.dep_)
    _attach(verb, predicate, "cop")
    verb.pos_ = "AUX"
