"""Questions that extraction asks of a Universal Dependencies parse: lemmas, subjects, objects, prepositions.

Answers follow the sentence's grammar rather than single arcs: a passive's subject counts as an object, its "by"
phrase as the subject, coordinated verbs share, participles take the noun that they modify, and the subject of an
infinitive is the one that controls it.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from lemminflect import getAllLemmas
from spacy.tokens import Token

# Verbs whose object, not subject, does what the infinitive or gerund after them says.
OBJECT_CONTROL = frozenset(
    "force order require accuse suspect ask tell urge cause help allow enable permit lead push prompt press "
    "compel oblige charge "
    "blame convict quote cite advise encourage persuade instruct invite prevent stop deter catch see hear show "
    "watch witness observe film keep".split()
)
# Verbs that need an object: one with a subject and none is a headline's passive ("7 militants killed in blasts").
NEEDS_OBJECT = frozenset(
    "kill wound injure arrest detain abduct kidnap behead assassinate murder displace hospitalize hospitalise "
    "behead execute bomb massacre".split()
)
_BY_WAY_OF = frozenset("phone telephone email e-mail radio text telegram video fax road air sea night day".split())
MAX_DEPTH = 6  # steps along control and coordination; guards against cycles in damaged parses


@lru_cache(maxsize=100_000)
def _all_lemmas(form: str) -> Mapping[str, tuple[str, ...]]:
    """Lemmas of a form by part of speech, from lemminflect, which copies its answer deeply at every call."""
    found: Mapping[str, tuple[str, ...]] = getAllLemmas(form)
    return found


@lru_cache(maxsize=100_000)
def _lemmas(form: str, lemma: str, verb: bool) -> frozenset[str]:
    found = _all_lemmas(form).get("VERB" if verb else "NOUN", ())
    return frozenset({*found, lemma}) if found else frozenset({lemma, form})


def lemmas(token: Token) -> frozenset[str]:
    """Every lemma that the token's form can have as what it is used as, verb or noun, in lower case."""
    return _lemmas(token.lower_, token.lemma_.lower(), is_verb(token))


@lru_cache(maxsize=100_000)
def _noun_lemma(form: str, lemma: str) -> str:
    found = _all_lemmas(form).get("NOUN", ())
    return str(found[0]) if found else lemma


def noun_lemma(token: Token) -> str:
    """Lemma of the token read as a noun."""
    return _noun_lemma(token.lower_, token.lemma_.lower())


def any_lemmas(token: Token) -> frozenset[str]:
    """Every lemma that the token's form can have, as verb or as noun, in lower case, and the form itself."""
    form, lemma = token.lower_, token.lemma_.lower()
    return _lemmas(form, lemma, True) | {form, lemma, _noun_lemma(form, lemma)} | _lemmas(form, lemma, False)


def is_verb(token: Token) -> bool:
    """Whether the token is used as a verb; an object or an auxiliary outweighs its tag."""
    if token.pos_ == "AUX":
        return False
    if token.tag_.startswith("VB"):
        return token.dep_ not in ("compound", "amod", "case") or has_object(token)
    return token.tag_ in ("NN", "NNS", "JJ") and token.dep_ in ("ROOT", "ccomp", "conj") and has_object(token)


def has_object(token: Token) -> bool:
    """Whether a direct object hangs on the token."""
    return any(child.dep_ == "obj" for child in token.children)


def is_noun(token: Token) -> bool:
    """Whether the token can head a noun phrase."""
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X", "") or token.tag_ in ("NN", "NNS", "NNP", "NNPS")


def child(token: Token, *deps: str) -> Token | None:
    """First child with one of the labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: a passive auxiliary or subject, a bare participle after a noun, or its conjunct."""
    if child(verb, "nsubj:pass", "aux:pass", "csubj:pass") is not None:
        return True
    if verb.tag_ in ("VBN", "VBD") and child(verb, "nsubj") is not None and _lacks_object(verb):
        return True
    if child(verb, "nsubj", "aux", "obj") is not None:
        return False
    if verb.tag_ in ("VBN", "VBD") and (agents(verb) or (verb.dep_ == "conj" and child(verb.head, "cop") is not None)):
        return True  # "kidnapped by gunmen", "was hurt and attacked"
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD", "VB") and is_verb(verb.head) and is_passive(verb.head):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBD":
        return True  # a bare past form after a noun is a participle ("six people killed by")
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "acl:relcl", "advcl", "amod", "ROOT", "parataxis")


def _lacks_object(verb: Token) -> bool:
    """Whether a verb that needs an object stands without one, before a preposition or the end."""
    if not lemmas(verb) & NEEDS_OBJECT or child(verb, "aux", "obj", "ccomp", "xcomp", "conj") is not None:
        return False
    return verb.dep_ not in ("acl:relcl", "conj") and not any(c.lower_ in ("who", "that") for c in verb.children)


def conjuncts(token: Token) -> list[Token]:
    """The token and all that is coordinated with it, in text order."""
    found: list[Token] = []
    queue = [token]
    while queue and len(found) < 40:
        head = queue.pop()
        found.append(head)
        queue += [c for c in head.children if c.dep_ == "conj" and not is_verb(c)]
    return sorted(found, key=lambda t: t.i)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ not in ("who", "which", "that", "whom", "whose") or token.pos_ not in ("PRON", "DET"):
        return token
    clause = token
    for _ in range(MAX_DEPTH):
        if clause.dep_ == "acl:relcl" or clause.head == clause:
            break
        clause = clause.head
    return clause.head if clause.dep_ == "acl:relcl" and is_noun(clause.head) else token


def is_question(clause: Token) -> bool:
    """Whether a clause is an embedded question: "not clear who planted it" takes for granted that somebody did."""
    asks = any((c.tag_ in ("WP", "WP$", "WRB") or c.lower_ == "whether") and c.i < clause.i for c in clause.children)
    return asks and clause.dep_ in ("ccomp", "csubj", "csubj:pass", "xcomp")


def case_of(token: Token) -> str:
    """The preposition of a phrase as lower-case words ("south of", "by"), "" for none."""
    words: list[Token] = []
    for c in token.children:
        if c.dep_ == "case" and c.i < token.i:
            words += [c, *(f for f in c.children if f.dep_ == "fixed")]
    return " ".join(w.lower_ for w in sorted(words, key=lambda t: t.i))


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) pairs that hang on a verb or noun."""
    for c in token.children:
        if c.dep_.startswith(("obl", "nmod")) and c.dep_ not in ("nmod:poss", "nmod:desc", "nmod:unmarked"):
            case = case_of(c)
            if case:
                yield case, c


def agents(verb: Token) -> list[Token]:
    """The "by" phrase of a passive."""
    return [noun for case, noun in prepositions(verb) if case == "by" and noun.lower_ not in _BY_WAY_OF]


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what the verb says, conjuncts included; [] where the text does not say."""
    if depth > MAX_DEPTH:
        return []
    if is_passive(verb):
        found = agents(verb)
        alone = child(verb, "nsubj:pass", "nsubj") is None
        if not found and alone and verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head):
            return subjects(verb.head, depth + 1)
        if not found and (later := _conjunct_with(verb, agents)):
            found = agents(later)
        return [c for noun in found for c in conjuncts(noun)]
    own = child(verb, "nsubj") or (child(verb, "compound") if verb.tag_ in ("NN", "NNS") else None)
    if own is not None:
        return conjuncts(antecedent(own))
    return _controller(verb, depth)


def _controller(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ == "acl" and is_noun(head):
        owner = child(head, "nmod:poss")  # "the coalition's strategy to defeat the group"
        return conjuncts(head) if verb.tag_ == "VBG" else conjuncts(owner) if owner is not None else []
    if verb.dep_ in ("conj", "xcomp") and child(head, "cop") is not None and (own := child(head, "nsubj")) is not None:
        return conjuncts(antecedent(own))  # "the raid was brazen and targeted the group", "committed to defeating it"
    if verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "parataxis") or head == verb or not is_verb(head):
        return []
    if verb.dep_ in ("ccomp", "parataxis") and verb.tag_ not in ("VBG", "VB"):
        return []
    if verb.dep_ == "conj":
        if is_passive(head) and verb.tag_ in ("VBD", "VBG"):
            return objects(head, depth + 1)
        return subjects(head, depth + 1)
    if is_passive(head):
        return objects(head, depth + 1)
    if lemmas(head) & OBJECT_CONTROL and verb.tag_ in ("VB", "VBG", "VBP"):
        return objects(head, depth + 1) or subjects(head, depth + 1)
    return subjects(head, depth + 1)


def objects(verb: Token, depth: int = 0) -> list[Token]:
    """What the verb is done to, conjuncts included."""
    if depth > MAX_DEPTH:
        return []
    if is_passive(verb):
        return _passive_subject(verb, depth)
    own = child(verb, "obj")
    if own is not None:
        return conjuncts(antecedent(own))
    if (sharer := _conjunct_with(verb, lambda v: [c for c in v.children if c.dep_ == "obj"])) is not None:
        return objects(sharer, depth + 1)
    relative = child(verb, "nsubj") if verb.dep_ == "acl:relcl" else None
    if relative is not None and antecedent(relative) == relative and is_noun(verb.head):
        return [verb.head]  # "groups they attacked"
    return []


def _passive_subject(verb: Token, depth: int) -> list[Token]:
    """What a passive says something of: its subject, the noun that it modifies, or what the first verb shares."""
    own = child(verb, "nsubj:pass") or child(verb, "nsubj")
    if own is not None:
        return conjuncts(antecedent(own))
    if verb.dep_ in ("acl", "amod") and is_noun(verb.head):
        return conjuncts(verb.head) if verb.dep_ == "acl" else [verb.head]
    if (noun := _noun_before(verb)) is not None:
        return [noun]
    if verb.dep_ == "conj" and child(verb.head, "cop") is not None:
        return subjects(verb, depth + 1) if not agents(verb) else []
    if verb.dep_ == "conj" and is_verb(verb.head):
        return objects(verb.head, depth + 1) if is_passive(verb.head) else subjects(verb.head, depth + 1)
    return subjects(verb.head, depth + 1) if verb.dep_ == "advcl" and is_verb(verb.head) else []


def _noun_before(participle: Token) -> Token | None:
    """The noun of ", kidnapped by gunmen," hung elsewhere: the name or noun right before the comma."""
    if (
        participle.i < 2
        or participle.nbor(-1).text != ","
        or child(participle, "aux", "aux:pass", "cc", "mark") is not None
    ):
        return None
    noun = participle.nbor(-2)
    while noun.dep_ in ("flat", "compound") and noun.head != noun and not participle.is_ancestor(noun.head):
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN") and agents(participle) else None


def _conjunct_with(verb: Token, has: Callable[[Token], list[Token]]) -> Token | None:
    """The coordinated verb right after "attacked and" that carries the shared object, if this one has none."""
    for other in verb.children:
        if other.dep_ == "conj" and is_verb(other) and has(other) and child(other, "nsubj", "nsubj:pass") is None:
            between = [t for t in verb.doc[verb.i + 1 : other.i] if t.dep_ not in ("cc", "advmod", "punct")]
            return other if not between else None
    if verb.dep_ == "conj" and is_verb(verb.head) and child(verb, "nsubj", "nsubj:pass") is None:
        late = [noun for noun in has(verb.head) if noun.i > verb.i]
        return verb.head if late else None
    return None


def within(token: Token, ancestor: Token) -> bool:
    """Whether the token is the ancestor or below it."""
    return token == ancestor or ancestor.is_ancestor(token)


def core_clause(token: Token) -> Token:
    """The first of the coordinated verbs of the clause that the token belongs to."""
    node = token.head
    while node.head != node and not is_verb(node):
        node = node.head
    return node
