"""Mend misread clauses: reduced relatives as main verbs, agents hung on a date, compounds cut in two."""

from collections.abc import Sequence

from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NAMING = frozenset("call name elect appoint declare consider make deem label dub".split())


def mend_clauses(tokens: Sequence[Token]) -> None:
    """Apply every rule to a Doc's tokens."""
    for token in tokens:
        if token.dep_ in ("xcomp", "nsubj", "nsubj:pass") and token.tag_ in ("NN", "NNS") and token.i:
            _split_compound(token)
        elif token.dep_ == "case" and token.lower_ in ("by", "of") and token.head.dep_ == "nmod":
            _phrase_on_date(token.head, token.lower_)
        elif token.lower_ == "that" and token.dep_ == "case" and token.tag_ == "IN":
            _subject_after_that(token)
        elif token.dep_ == "acl:relcl":
            _relative_of_person(token)
        elif token.lower_ == "according" and token.dep_ == "case":
            _subject_after_source(token.head)
        elif token.dep_ == "conj" and token.tag_ == "VBN":
            _gapped_subject(token)
    for token in tokens:
        if token.tag_ in ("VBN", "VBD") and token.dep_ not in ("acl", "amod", "aux", "aux:pass"):
            _reduced_relative(token)


def _attach(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def _child(token: Token, *deps: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in deps), None)


def _split_compound(noun: Token) -> None:
    """Read "detonated a car bomb", "a car bomb exploded" with one thing: the car is no object or subject of its own."""
    first = noun.nbor(-1)
    wanted = "obj" if noun.dep_ == "xcomp" else noun.dep_
    whole = first.dep_ == wanted and first.head == noun.head and first.pos_ == "NOUN"
    if not whole or noun.head.lemma_.lower() in _NAMING or any(c.i < noun.i for c in noun.children):
        return
    for child in list(first.children):
        _attach(child, noun, child.dep_)
    _attach(noun, noun.head, wanted)
    _attach(first, noun, "compound")


def _subject_after_source(source: Token) -> None:
    """Read "According to the UN, 23 civilians were killed" with the civilians as who was killed: they are no UN."""
    verb = source.head
    noun = next((c for c in source.children if c.dep_ in ("appos", "conj") and c.i > source.i), None)
    bare = _child(verb, "nsubj", "nsubj:pass", "csubj", "expl") is None
    if noun is None or not bare or verb.pos_ != "VERB" or not source.i < noun.i < verb.i:
        return
    if _child(noun, "cc") is None and any(t.text == "," for t in source.doc[source.i : noun.i]):
        _attach(noun, verb, "nsubj:pass" if _child(verb, "aux:pass") is not None else "nsubj")


def _gapped_subject(verb: Token) -> None:
    """Read "Five died and 20 were hurt" with 20 as who was hurt: the number beside the auxiliary is its subject."""
    helper = _child(verb, "aux:pass", "aux")
    counted = helper.nbor(-1) if helper is not None and helper.i > helper.sent.start else verb
    own = _child(verb, "nsubj", "nsubj:pass", "csubj", "expl")
    if own is None and counted.tag_ == "CD" and counted.dep_ == "conj" and counted.head == verb.head:
        _attach(counted, verb, "nsubj:pass")


def _phrase_on_date(noun: Token, case: str) -> None:
    """Read "killed on 15 November by gunmen", "the killing on Friday of two men": a date has no author or victim."""
    date = noun.head
    verb = date.head
    timed = date.ent_type_ == "DATE" or date.dep_ == "obl:unmarked" or any(c.pos_ == "NUM" for c in date.children)
    if not timed or noun.i < date.i:
        return
    if case == "by" and verb.tag_ in ("VBN", "VBD") and verb.pos_ == "VERB":
        _attach(noun, verb, "obl:agent")
    first = min(t.i for t in date.subtree if t.i <= date.i)
    event = date.doc[first - 1] if first else date
    named = noun.pos_ == "PROPN" or any(c.pos_ == "NUM" for c in noun.children)
    if case == "of" and named and event.pos_ == "NOUN" and event != date and not noun.is_ancestor(event):
        _attach(noun, event, "nmod")


def _relative_of_person(verb: Token) -> None:
    """Read "the release of Smith, who was kidnapped" as kidnapped(Smith): "who" follows the person."""
    who = next((c for c in verb.children if c.lower_ == "who" and c.i < verb.i), None)
    if who is None or who.i < who.sent.start + 2:
        return
    name = who.nbor(-2) if who.nbor(-1).text == "," else who.nbor(-1)
    whole = name
    while whole.dep_ in ("flat", "appos", "compound") and whole.head.i < name.i:
        whole = whole.head
    if name.ent_type_ == "PER" and verb.head.ent_type_ != "PER" and verb.head.is_ancestor(whole):
        _attach(verb, whole, "acl:relcl")


def _subject_after_that(that: Token) -> None:
    """Read "reported that gunmen last night bombed it" with the gunmen as subject: "that" is no preposition."""
    noun = that.head
    verb = next((t for t in noun.doc[noun.i + 1 : min(noun.i + 6, noun.sent.end)] if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.tag_ not in _FINITE or verb.pos_ != "VERB" or verb.is_ancestor(noun):
        return
    if _child(verb, "nsubj", "nsubj:pass", "csubj", "expl") is None and noun.head != noun:
        _attach(noun, verb, "nsubj")
        _attach(that, verb, "mark")


def _reduced_relative(participle: Token) -> None:
    """Read "the men killed on Friday were buried" as buried(men): one subject has not two verbs without "and"."""
    noun = _child(participle, "nsubj", "nsubj:pass")
    plain = noun is not None and noun.pos_ in ("NOUN", "PROPN") and noun.i < participle.i
    if not plain or noun is None or _child(participle, "aux", "aux:pass", "cop", "obj", "cc", "mark") is not None:
        return
    above = participle.head
    bare = _child(above, "nsubj", "nsubj:pass", "csubj", "expl", "aux:pass") is None
    content = any(c.dep_ in ("ccomp", "obj") and c.i > above.i for c in above.children)
    if participle.dep_ == "ccomp" and participle.tag_ == "VBN" and above.i > participle.i and bare and content:
        _attach(noun, above, "nsubj")  # "a report drafted by the ministry, said that …"
        _attach(participle, noun, "acl")
        return
    for verb in participle.children:
        if verb.i < participle.i or verb.pos_ != "VERB" or verb.dep_ not in ("xcomp", "ccomp", "advcl", "conj"):
            continue
        helper = next((c for c in verb.children if c.dep_ in ("aux", "aux:pass") and c.tag_ in _FINITE), None)
        own = _child(verb, "nsubj", "nsubj:pass", "csubj", "expl", "mark", "cc")
        joined = any(
            t.text in (",", ";", ":") or t.tag_ == "CC" for t in participle.doc[participle.i : (helper or verb).i]
        )
        if own is None and not joined and (helper is not None or verb.tag_ in ("VBD", "VBZ")):
            _swap(participle, verb, noun)
            return


def _swap(participle: Token, verb: Token, noun: Token) -> None:
    head, dep = participle.head, participle.dep_
    last = max(t.i for t in participle.children if t.dep_ == "punct") if _child(participle, "punct") else -1
    end = participle.doc[last] if last > verb.i else None
    _attach(verb, verb if head == participle else head, dep)
    _attach(participle, noun, "acl")
    participle.tag_ = "VBN"
    _attach(noun, verb, "nsubj:pass" if _child(verb, "aux:pass") is not None else "nsubj")
    if end is not None:
        _attach(end, verb, "punct")
