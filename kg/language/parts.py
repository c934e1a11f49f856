"""Parts of speech that the morphologizer left open -> from the fine-grained tag, which is always there.

Sentences annotated with names only teach the morphologizer to say nothing; extraction asks for a part of speech.
"""

from spacy.tokens import Doc, Token

_BY_TAG = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("PRP", "WP", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT", "WDT", "PRP$", "WP$"), "DET"),
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH"), "PUNCT"),
    **{"MD": "AUX", "CD": "NUM", "IN": "ADP", "RP": "ADP", "CC": "CCONJ", "TO": "PART", "POS": "PART", "UH": "INTJ"},
}


def fill_parts(doc: Doc) -> Doc:
    """Give every token without a part of speech the one of its tag."""
    for token in doc:
        if not token.pos_:
            token.pos_ = _part_of(token)
    return doc


def _part_of(token: Token) -> str:
    if token.dep_ in ("aux", "aux:pass", "cop"):
        return "AUX"
    if token.dep_ == "mark" and token.tag_ == "IN":
        return "SCONJ"
    return _BY_TAG.get(token.tag_, "X")
