"""When and where: the places and times of a sentence -> its events.

Each goes to the event that the parse hangs it on.  What it hangs on another word goes to the event before it, where
nothing between tells of something else; events of one clause share ("killed two and wounded five in Mosul on Sunday").
"""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.board import Board
from kg.extract.circumstances import accompanying, coarse_frame, event_before, governor
from kg.extract.event_times import counted_from, unresolved
from kg.extract.times import TimeExpression
from kg.extract.tree import case_of, child, is_verb
from kg.model import Argument, Mention, PlaceMention

SHARED = ("date", "location")
_WITHIN = frozenset({"in", "during"})
_NEAR = frozenset({"near", "outside", "close to", "next to"})


def add_times(board: Board) -> None:
    """Give each time of the sentence to its event."""
    for time in board.scene.times:
        span = board.scene.sentence.doc[time.start_token : time.end_token]
        if time.kind == "point":
            holder = _holder(time, board)
            if holder is not None:
                board.add(holder, "date", time.value, span.text)
        elif (counted := counted_from(span)) is not None:
            noun, words = counted
            holder = governor(noun, board.heads, board.scene.lexicon)
            if holder is not None and holder.i != noun.i:
                board.add(holder, "date", unresolved(noun), words.text)


def _holder(time: TimeExpression, board: Board) -> Token | None:
    """The event of a time; a verb's second day is that of the event between ("claimed on Sunday an … on Friday")."""
    scene, heads = board.scene, board.heads
    span, is_day = scene.sentence.doc[time.start_token : time.end_token], time.value.precision == "day"
    holder = governor(span.root, heads, scene.lexicon)
    if holder is None:
        holder = coarse_frame(scene.sentence, time.start_token, time.value.precision, heads.values(), scene.lexicon)
    alone = holder is None or any(a.role == "date" for a in board.of(holder))
    before = event_before(span, heads, scene.lexicon) if alone and is_day and case_of(span.root) in ("", "on") else None
    return before if before is not None else holder


def add_places(board: Board) -> None:
    """Give each place of the sentence to its events."""
    scene, heads = board.scene, board.heads
    timed = {k for t in scene.times for k in range(t.start_token, t.end_token)}
    for token, case, place in scene.places:
        if token.i in timed:
            continue
        holder = governor(token, heads, scene.lexicon)
        if holder is not None and token.head != holder and board.is_statement(holder):
            continue  # "blamed the militias in Iraq": where they are, not where it was said
        if holder is None:
            holder = _beside(token, case, place, board)
        for event in (holder, *accompanying(holder, heads)) if holder is not None else ():
            if not _already_target(board.of(event), place.start, place.end):
                board.add(event, "location", place, place.text)


def _beside(token: Token, case: str, place: PlaceMention, board: Board) -> Token | None:
    """The event before a place that the parser hangs on another word, if a day follows ("in Mosul on Monday") or it is
    but near by."""
    scene = board.scene
    words = scene.sentence.doc.char_span(place.start - scene.offset, place.end - scene.offset, alignment_mode="expand")
    if words is None:
        return None
    before = event_before(words, board.heads, scene.lexicon)
    days = [t for t in scene.times if t.start_token in (words.end, words.end + 1)]
    told = before is not None and any(_holder(t, board) == before for t in days)
    return before if told or case in _NEAR else None


def _already_target(arguments: Sequence[Argument], start: int, end: int) -> bool:
    return any(
        a.role in ("target", "origin", "destination")
        and isinstance(a.filler, Mention)
        and a.filler.start < end
        and start < a.filler.end
        for a in arguments
    )


def share_setting(board: Board) -> None:
    """Give an event without day and place those of an event of its clause; one that lacks either, those of its noun."""
    told = {i: [a for a in held if a.role in SHARED] for i, held in board.arguments.items()}
    for i, (token, _) in board.scene.triggers.items():
        if i in board.absorbed or board.is_statement(token):
            continue
        mine = {a.role for a in told[i]}
        for other in board.heads.values():
            theirs = told[board.absorbed.get(other.i, other.i)]
            if other == token or not theirs or not _alike(token, other, board):
                continue
            lacking = set(SHARED) - mine if _holds(token, other) or _holds(other, token) else set()
            if not mine and (
                _is_coordinated(token, other) or _is_coordinated(other, token) or _is_outcome(token, other)
            ):
                lacking = set(SHARED)
            for argument in (a for a in theirs if a.role in lacking):
                board.add(token, argument.role, argument.filler, argument.text)
                mine.add(argument.role)


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
