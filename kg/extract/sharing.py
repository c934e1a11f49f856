"""Events of one clause that share when and where: "killed two and wounded five in Mosul on Sunday"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.board import Board
from kg.extract.tree import case_of, child, is_verb

SHARED = ("date", "location")
_WITHIN = frozenset({"in", "during"})


def share_circumstances(board: Board) -> None:
    """Give an event without day and place those of an event of its clause, if both happened in the same way or not."""
    told = {i: [a for a in held if a.role in SHARED] for i, held in board.arguments.items()}
    for i, (token, _) in board.scene.triggers.items():
        if i in board.absorbed or told[i] or board.is_statement(token):
            continue
        partners = [
            p for p in _partners(token, board) if told[board.absorbed.get(p.i, p.i)] and _alike(token, p, board)
        ]
        for argument in told[board.absorbed.get(partners[0].i, partners[0].i)] if partners else ():
            board.add(token, argument.role, argument.filler, argument.text)


def _partners(token: Token, board: Board) -> Iterator[Token]:
    heads = board.heads
    for one, other in ((token, head) for head in heads.values() if head != token):
        joined = _is_coordinated(one, other) or _is_coordinated(other, one) or _is_outcome(one, other)
        if joined or _holds(one, other) or _holds(other, one):
            yield other


def _is_coordinated(later: Token, earlier: Token) -> bool:
    """Whether a verb shares its subject with the one before it."""
    joined = later.dep_ == "conj" and later.head == earlier
    return joined and is_verb(later) and is_verb(earlier) and child(later, "nsubj", "nsubj:pass") is None


def _is_outcome(clause: Token, verb: Token) -> bool:
    """ "raided the town on Monday, killing six"."""
    return clause.tag_ == "VBG" and clause.dep_ == "advcl" and clause.head == verb and child(clause, "mark") is None


def _holds(event: Token, verb: Token) -> bool:
    """ "detained 14 people in raids": a noun in the clause of the verb before it, wherever the parser hangs it."""
    if is_verb(event) or not is_verb(verb) or case_of(event) not in _WITHIN or event.i < verb.i:
        return False
    between = event.doc[verb.i + 1 : event.i]
    return not any(t.text == "," or t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between)


def _alike(one: Token, other: Token, board: Board) -> bool:
    mine, theirs = (board.stances[board.absorbed.get(t.i, t.i)] for t in (one, other))
    return (mine.polarity, mine.tense) == (theirs.polarity, theirs.tense) and not board.is_statement(other)
