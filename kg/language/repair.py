"""Mends what the small parser systematically gets wrong; every rule is about English, none about a text.

Each rule rewrites heads and labels in place on the freshly parsed Doc and leaves a tree.
"""

from spacy.tokens import Doc, Token

from kg.language.clauses import mend_clauses
from kg.language.lists import mend_lists
from kg.language.speech import mend_speech
from kg.language.titles import mend_titles
from kg.language.word_class import CLASSES, word_class

FINITE = frozenset({"VBD", "VBP", "VBZ"})
_ACCUSERS = frozenset({"accuse", "accuses", "accused", "suspect", "suspects", "suspected"})


# Participles that describe the noun right before them rather than the clause.
_HOLDING = frozenset(
    "host house hold carry contain transport belong include escort patrol protect support serve".split()
)


_LINKING = frozenset("be become remain seem appear stay look feel sound prove turn".split())
_VERB_ONLY = 1 << CLASSES.index("VERB")


def repair(doc: Doc, sayings: frozenset[str] = frozenset()) -> Doc:
    """Apply every rule to the Doc and return it."""
    tokens = list(doc)  # a Doc makes its tokens anew each time
    for token in tokens:
        if token.dep_ == "ROOT" and token.ent_type_ == "PER":
            _name_after_title(token)
    mend_titles(doc)
    mend_clauses(tokens)
    mend_speech(tokens, sayings)
    for token in tokens:
        _mend_word(token)
    for token in tokens:
        _mend_clause(token)
    mend_lists(tokens)
    return doc


def _mend_word(token: Token) -> None:
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound" and word_class(token.text) == _VERB_ONLY:
        _noun_that_is_verb(token)
    elif token.tag_.startswith("VB") and token.dep_ in ("obl", "nmod") and _child(token, "case") is not None:
        _verb_that_is_noun(token)
    elif token.dep_ == "xcomp" and token.tag_ in ("NN", "NNS") and token.head.i < token.i:
        _object_as_predicate(token)
    elif (
        token.dep_ == "case"
        and token.head.dep_ in ("nmod:desc", "compound", "amod")
        and token.head.head.i > token.head.i
    ):
        _case_on_title(token)


def _gerund_as_clause(token: Token) -> None:
    """ "died in fighting with the rebels": a noun, where nothing is its object."""
    mark = _child(token, "mark")
    alone = not any(c.dep_ in ("obj", "xcomp", "ccomp", "iobj") for c in token.children)
    if mark is not None and mark.i == token.i - 1 and mark.lower_ in ("in", "during", "amid") and alone:
        mark.dep_, mark.tag_ = "case", "IN"
        token.dep_, token.tag_, token.pos_ = "obl", "NN", "NOUN"


def _mend_clause(token: Token) -> None:
    subjectless = _child(token, "nsubj", "nsubj:pass", "csubj", "expl") is None
    if token.tag_ in ("VBD", "VBZ") and token.pos_ == "VERB" and subjectless:
        _subject_as_conjunct(token)
    if token.tag_ == "VBG" and token.dep_ == "advcl":
        _gerund_as_clause(token)
    if token.tag_ == "VBG" and token.dep_ == "advcl" and token.lemma_.lower() in _HOLDING:
        _participle_after_noun(token)
    if token.tag_ == "VBN" and token.dep_ in ("xcomp", "ccomp", "advcl") and _next_word(token) in ("of", "by"):
        _participle_after_noun(token)
    if token.tag_ == "VBG" and token.dep_ == "advcl":
        _next_in_series(token)
    if token.tag_ == "VBG" and token.dep_ not in ("acl", "amod"):
        _reduced_relative(token)
    elif token.tag_ == "VBG" and token.dep_ == "amod" and _child(token, "mark") is not None:
        _gerund_as_adjective(token)
    if token.dep_ == "acl:relcl":
        _content_as_relative(token)
    elif token.dep_ == "case" and token.lower_ in _ACCUSERS:
        _verb_as_preposition(token)
    elif token.dep_ == "compound" and token.text.endswith("ing"):
        _participle_as_compound(token)


def _next_word(token: Token) -> str:
    return str(token.nbor(1).lower_) if token.i + 1 < len(token.doc) else ""


def _attach(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def _child(token: Token, *deps: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in deps), None)


def _is_above(token: Token, other: Token) -> bool:
    return token == other or token.is_ancestor(other)


def _noun_that_is_verb(word: Token) -> None:
    """Read "US Marines withdrew from" as a clause: the form can be nothing but a verb."""
    word.tag_, word.pos_ = "VBD", "VERB"
    for child in list(word.children):
        if child.dep_ == "compound" and child.i == word.i - 1:
            child.dep_ = "nsubj"
        elif child.dep_ == "nmod":
            child.dep_ = "obl"
    subject = _child(word, "nsubj")
    for child in list(word.children):
        if subject is not None and child.i < subject.i and child.dep_ in ("det", "amod", "compound"):
            _attach(child, subject, child.dep_)


def _verb_that_is_noun(word: Token) -> None:
    """Read "at US bases" as a phrase."""
    word.tag_, word.pos_ = "NNS" if word.text.endswith("s") else "NN", "NOUN"
    for child in word.children:
        if child.dep_ == "nsubj" and child.i < word.i:
            child.dep_ = "compound"


def _object_as_predicate(noun: Token) -> None:
    """Read "claimed responsibility" as what was claimed: only linking verbs take a bare noun as their predicate."""
    verb = noun.head
    bare = _child(noun, "cop", "mark", "case", "nsubj", "aux") is None and _child(verb, "obj", "nsubj:pass") is None
    if bare and verb.tag_.startswith("VB") and verb.lemma_.lower() not in _LINKING:
        noun.dep_ = "obj"


def _case_on_title(preposition: Token) -> None:
    """Hang the "of" of "of General Smith" on the name, where it belongs."""
    noun = preposition.head.head
    if (_child(noun, "case") is None and not noun.is_ancestor(preposition.head)) or preposition.i < noun.i:
        _attach(preposition, noun, "case")
        if noun.dep_ == "appos":
            noun.dep_ = "nmod"


def _subject_as_conjunct(verb: Token) -> None:
    """Read "before the vote, the House passed a law" with the House as subject, not as coordinated with the vote."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].dep_ in ("advmod", "aux") and verb.doc[at].head == verb:
        at -= 1
    noun = verb.doc[at]
    while (
        noun.head.i < verb.i
        and noun.dep_ in ("nmod", "flat", "compound", "obl")
        and noun.head != noun
        and noun.head.i >= at - 5
    ):
        noun = noun.head
    start = min([noun.i, *(c.i for c in noun.lefts if c.dep_ not in ("punct", "cc"))])
    if not noun.tag_.startswith("NN") or noun.dep_ not in ("conj", "appos") or _child(noun, "cc") is not None:
        return
    if start > 0 and verb.doc[start - 1].text == "," and not noun.is_ancestor(verb):
        _attach(noun, verb, "nsubj")


def _gerund_as_adjective(gerund: Token) -> None:
    """Read "of firing rockets at a base" as a clause with rockets as its object."""
    noun, verb = gerund.head, gerund.head.head
    if noun.i < gerund.i or noun == verb or verb.i > gerund.i:
        return
    _attach(gerund, verb, "advcl")
    _attach(noun, gerund, "obj")
    for late in [c for c in verb.children if c.i > noun.i and c.dep_ in ("obl", "nmod")]:
        _attach(late, gerund, "obl")


def _content_as_relative(verb: Token) -> None:
    """Read "told the agency that rebels burned trucks" as what was told: a clause that lacks nothing is no relative."""
    noun = verb.head
    that = next((c for c in verb.children if c.lower_ == "that" and c.i == noun.i + 1), None)
    whole = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass", "obj") and c != that]
    passive = any(c.dep_ == "nsubj:pass" for c in whole)
    if that is None or noun.dep_ not in ("iobj", "obj") or not (len(whole) > 1 or passive):
        return
    _attach(verb, noun.head, "ccomp")
    that.dep_ = "mark"


def _name_after_title(name: Token) -> None:
    """Join "… killed commander / Qasem Soleimani": no sentence begins with a name right after a noun."""
    start = min(t.i for t in name.subtree)
    title = name.doc[start - 1] if start else name
    if title.pos_ == "NOUN" and title.sent != name.sent and not name.is_ancestor(title):
        _attach(name, title, "appos")


def _participle_after_noun(participle: Token) -> None:
    """Read "at bases hosting troops" as bases that host them."""
    if participle.i == 0 or _child(participle, "mark", "nsubj") is not None:
        return
    noun = participle.nbor(-1)
    if noun.pos_ in ("NOUN", "PROPN") and noun.head != participle and not participle.is_ancestor(noun):
        _attach(participle, noun, "acl")


def _next_in_series(participle: Token) -> None:
    """Read ", forcing it to stop, pulling him out" as two of a kind, not as a stop by pulling."""
    infinitive, first = participle.head, participle.head.head
    start = min(t.i for t in participle.subtree if t.i <= participle.i)
    series = first.tag_ == "VBG" and first.dep_ == "advcl" and infinitive.tag_ == "VB" and infinitive.dep_ == "xcomp"
    if series and participle.i > infinitive.i and participle.doc[start].text == ",":
        _attach(participle, first, "conj")


def _reduced_relative(participle: Token) -> None:
    """Read "trucks carrying vehicles were seized" as seized(trucks), not carrying(trucks)."""
    noun = _child(participle, "nsubj")
    if noun is None or noun.i > participle.i or _child(participle, "aux", "aux:pass", "cop"):
        return
    for verb in participle.doc[participle.i + 1 : participle.sent.end]:
        if verb.dep_ == "punct" and verb.text in (";", "."):
            return
        finite = _child(verb, "aux", "aux:pass", "cop")
        if finite is None or finite.i < participle.i or finite.tag_ not in FINITE | {"MD"}:
            continue
        if _child(verb, "nsubj", "nsubj:pass", "expl") or _is_above(verb, participle):
            return
        passive = _child(verb, "aux:pass") is not None
        head, dep = participle.head, participle.dep_
        _attach(verb, verb if head == participle else head, "ROOT" if head == participle else dep)
        _attach(participle, noun, "acl")
        _attach(noun, verb, "nsubj:pass" if passive else "nsubj")
        mark = _child(participle, "mark")
        if mark is not None and mark.i < noun.i:
            _attach(mark, verb, "mark")
        return


def _verb_as_preposition(verb: Token) -> None:
    """Read "which officials accuse of firing rockets" as a clause."""
    if verb.i == 0:
        return
    subject = verb.nbor(-1)
    if subject.pos_ not in ("NOUN", "PROPN") or _is_above(verb, subject):
        return
    act = verb.head
    head, dep, children = subject.head, subject.dep_, list(subject.children)
    if head == subject:
        return
    _attach(verb, head, dep)
    verb.tag_, verb.pos_ = "VBP", "VERB"
    for child in children:
        if child.dep_ in ("dep", "obl", "advcl", "obj", "nsubj") and child != act:
            _attach(child, verb, "obj" if child.dep_ == "dep" else child.dep_)
    _attach(subject, verb, "nsubj")
    gerund = _child(act, "amod")
    if gerund is not None and gerund.tag_ == "VBG" and gerund.i > verb.i:
        moved = [child for child in act.children if child.i < gerund.i and child != gerund]
        _attach(gerund, verb, "advcl")
        _attach(act, gerund, "obj")
        for child in moved:
            _attach(child, gerund, "mark")
    elif act != verb.head:
        _attach(act, verb, "obl")


def _participle_as_compound(word: Token) -> None:
    """Read "a base housing US forces" as a base that houses them: no proper name follows a compound's common noun."""
    if word.i == 0 or word.i + 1 >= len(word.doc):
        return
    noun, after, last = word.nbor(-1), word.nbor(1), word.head
    if noun.dep_ != "compound" or noun.pos_ != "NOUN" or after.pos_ != "PROPN" or last.i <= after.i:
        return
    head, dep = last.head, last.dep_
    if head == last:
        return
    for child in list(last.children):
        if child.i < noun.i:
            _attach(child, noun, child.dep_)
    _attach(noun, head, dep)
    _attach(word, noun, "acl")
    _attach(last, word, "obj")
