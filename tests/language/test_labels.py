"""Hand-built parses in the labels of spaCy's own pipelines become the same trees as in Universal Dependencies."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.labels import to_universal

# One line a word: form, part of speech, head (1-based, 0 for the root), label.
Word = tuple[str, str, int, str]

PASSIVE = [
    ("Trucks", "NOUN", 3, "nsubjpass"),
    ("were", "AUX", 3, "auxpass"),
    ("burned", "VERB", 0, "ROOT"),
    ("by", "ADP", 3, "agent"),
    ("gunmen", "NOUN", 4, "pobj"),
    ("near", "ADP", 3, "prep"),
    ("Basra", "PROPN", 6, "pobj"),
]
PASSIVE_UD = {
    ("Trucks", "nsubj:pass", "burned"),
    ("were", "aux:pass", "burned"),
    ("burned", "ROOT", "burned"),
    ("by", "case", "gunmen"),
    ("gunmen", "obl:agent", "burned"),
    ("near", "case", "Basra"),
    ("Basra", "obl", "burned"),
}
RELATIVE = [
    ("The", "DET", 2, "det"),
    ("group", "NOUN", 0, "ROOT"),
    ("that", "PRON", 4, "nsubj"),
    ("fired", "VERB", 2, "relcl"),
    ("rockets", "NOUN", 4, "dobj"),
    ("at", "ADP", 4, "prep"),
    ("a", "DET", 8, "det"),
    ("base", "NOUN", 6, "pobj"),
    ("in", "ADP", 8, "prep"),
    ("Iraq", "PROPN", 9, "pobj"),
]
RELATIVE_UD = {
    ("that", "nsubj", "fired"),
    ("fired", "acl:relcl", "group"),
    ("rockets", "obj", "fired"),
    ("at", "case", "base"),
    ("base", "obl", "fired"),
    ("in", "case", "Iraq"),
    ("Iraq", "nmod", "base"),
}
COPULA = [
    ("Khan", "PROPN", 2, "nsubj"),
    ("is", "AUX", 0, "ROOT"),
    ("not", "PART", 2, "neg"),
    ("a", "DET", 5, "det"),
    ("member", "NOUN", 2, "attr"),
    ("of", "ADP", 5, "prep"),
    ("it", "PRON", 6, "pobj"),
    (".", "PUNCT", 2, "punct"),
]
COPULA_UD = {
    ("Khan", "nsubj", "member"),
    ("is", "cop", "member"),
    ("not", "advmod", "member"),
    ("member", "ROOT", "member"),
    ("of", "case", "it"),
    ("it", "nmod", "member"),
}
GERUND = [
    ("Officials", "NOUN", 2, "nsubj"),
    ("accuse", "VERB", 0, "ROOT"),
    ("it", "PRON", 2, "dobj"),
    ("of", "ADP", 2, "prep"),
    ("firing", "VERB", 4, "pcomp"),
    ("rockets", "NOUN", 5, "dobj"),
]
GERUND_UD = {
    ("it", "obj", "accuse"),
    ("of", "mark", "firing"),
    ("firing", "advcl", "accuse"),
    ("rockets", "obj", "firing"),
}
OWNER = [
    ("Iran", "PROPN", 3, "poss"),
    ("'s", "PART", 1, "case"),
    ("army", "NOUN", 4, "nsubj"),
    ("said", "VERB", 0, "ROOT"),
    ("it", "PRON", 6, "nsubj"),
    ("withdrew", "VERB", 4, "ccomp"),
]
OWNER_UD = {
    ("Iran", "nmod:poss", "army"),
    ("'s", "case", "Iran"),
    ("army", "nsubj", "said"),
    ("withdrew", "ccomp", "said"),
}


def parse(words: list[Word]) -> Doc:
    heads = [head - 1 if head else i for i, (_, _, head, _) in enumerate(words)]
    lemmas = ["be" if form in ("is", "were") else form for form, *_ in words]
    forms, pos, labels = ([word[i] for word in words] for i in (0, 1, 3))
    return Doc(Vocab(), words=forms, pos=pos, heads=heads, deps=labels, lemmas=lemmas)  # type: ignore[arg-type]


def arcs(doc: Doc) -> set[tuple[str, str, str]]:
    return {(token.text, token.dep_, token.head.text) for token in doc}


@pytest.mark.parametrize(
    ("words", "expected"),
    [(PASSIVE, PASSIVE_UD), (RELATIVE, RELATIVE_UD), (COPULA, COPULA_UD), (GERUND, GERUND_UD), (OWNER, OWNER_UD)],
    ids=["passive", "relative", "copula", "gerund", "owner"],
)
def test_labels_of_official_pipelines_become_universal(words: list[Word], expected: set[tuple[str, str, str]]) -> None:
    doc = parse([*words, ("x", "NOUN", len(words), "dobj")]) if words is OWNER else parse(words)
    assert expected <= arcs(to_universal(doc))


def test_labels_leave_a_universal_parse_alone() -> None:
    words = [("Gunmen", "NOUN", 2, "nsubj"), ("attacked", "VERB", 0, "ROOT"), ("trucks", "NOUN", 2, "obj")]
    doc = parse(words)
    before = arcs(doc)
    assert arcs(to_universal(doc)) == before
