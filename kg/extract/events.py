"""One sentence -> its event mentions with arguments."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.arguments import RoleFiller, fillers
from kg.extract.board import Board
from kg.extract.circumstances import governor
from kg.extract.mentions import classes, is_actor, phrase
from kg.extract.pronouns import antecedent_of
from kg.extract.proposals import ENOUGH, SURE, Proposal, home_of, marked, path, proposals, signs_of
from kg.extract.quantities import casualties_in, quantity_of
from kg.extract.scene import Scene, sources_for, with_stance
from kg.extract.setting import add_places, add_times, share_setting
from kg.extract.stance import Stance, stance_of
from kg.extract.tree import agents, case_of, child, is_verb, prepositions, subjects
from kg.extract.voices import is_quoted
from kg.knowledge import Lexicon, Trigger
from kg.model import Argument, Certainty, EventMention, Mention, Quantity

_DAYS = frozenset("today yesterday monday tuesday wednesday thursday friday saturday sunday week month".split())
COUNT_ROLES = frozenset({"killed", "injured", "detained", "destroyed"})
_UNKNOWN = Quantity(None, None)


def read_scene(scene: Scene) -> list[EventMention]:
    """Return the sentence's event mentions in text order."""
    absorbed = _absorb(scene)
    scene.triggers = {
        i: (token, entry)
        for i, (token, entry) in scene.triggers.items()
        if i in absorbed or not entry.dependent or _is_sure(scene, token, entry)
    }
    absorbed = {i: home for i, home in absorbed.items() if home in scene.triggers}
    arguments: dict[int, list[Argument]] = {i: [] for i in scene.triggers}
    stances = {i: stance_of(token, scene.lexicon) for i, (token, _) in scene.triggers.items()}
    for i, (token, entry) in scene.triggers.items():
        arguments[absorbed.get(i, i)] += _role_arguments(scene, token, entry, stances[i])
    board = Board(scene, arguments, stances, absorbed)
    _add_proposals(board)
    add_times(board)
    add_places(board)
    share_setting(board)
    _add_counts(board)
    kept = [i for i in sorted(scene.triggers) if i not in absorbed]
    return [event for i in kept if (event := _event(scene, i, arguments[i], stances[i])) is not None]


def _is_sure(scene: Scene, trigger: Token, entry: Trigger) -> bool:
    """Whether the network, too, finds a victim or target of a word that may tell of an attack or not."""
    found = fillers(trigger, entry, scene.lexicon, frozenset(scene.triggers))
    return any((p := marked(scene, f.token, f.role)) is not None and p.score >= SURE for f in found)


def _absorb(scene: Scene) -> dict[int, int]:
    """Verb triggers that only retell another: "killed in a clash", "the raid killed five", "killed when … fired"."""
    absorbed: dict[int, int] = {}
    for i, (token, entry) in scene.triggers.items():
        if not is_verb(token) or not any(rule.role in ("victim", "target") for rule in entry.rules):
            continue
        others = [n for n in subjects(token) if not is_verb(n)]
        others += [token.head] if _is_outcome(token) or _is_second_effect(token, scene.lexicon) else []
        if any(rule.role == "victim" for rule in entry.rules):
            others += [n for case, n in prepositions(token) if case in ("in", "by", "during", "after")]
            joined = [token, *(c for c in token.children if c.dep_ == "conj" and is_verb(c))]
            others += [c for verb in joined for c in verb.children if c.dep_ == "advcl" and _says_how(c)]
            joined_to = token.dep_ == "conj" and not agents(token) and not _on_days_apart(scene, token, token.head)
            others += [token.head] if joined_to else []
        fights = [n for case, n in prepositions(token) if case in ("in", "during") and _evokes(scene, n, "ArmedClash")]
        known = [n for n in others if n != token and _evokes(scene, n, "Attack", "Explosion")]
        home = next((n.i for n in (*known, *fights)), None)
        if home is not None:
            absorbed[i] = home
    return {i: _last_home(i, absorbed) for i in absorbed}


def _on_days_apart(scene: Scene, one: Token, other: Token) -> bool:
    """Whether two verbs have a time each."""
    roots = [scene.sentence.doc[t.start_token : t.end_token].root for t in scene.times]
    holders = [governor(root, {one.i: one, other.i: other}, scene.lexicon) for root in roots]
    return one in holders and other in holders


def _is_second_effect(verb: Token, lexicon: Lexicon) -> bool:
    """ "artillery shelling killed a teacher and wounded five": what a thing did, not what somebody did next."""
    doers = subjects(verb)
    joined = verb.dep_ == "conj" and is_verb(verb.head) and child(verb, "nsubj", "nsubj:pass") is None
    return joined and bool(doers) and not any(is_actor(t, lexicon) or t.pos_ == "PRON" for t in doers)


def _is_outcome(verb: Token) -> bool:
    """ "struck the market, killing four and wounding 11": what the attack before it did."""
    first = verb.head if verb.dep_ == "conj" else verb
    told = first.dep_ == "advcl" and first.head.i < first.i and child(first, "mark", "case", "nsubj") is None
    return told and verb.tag_ == first.tag_ == "VBG"


def _says_how(clause: Token) -> bool:
    mark = child(clause, "mark", "advmod")
    return mark is not None and mark.lower_ in ("when", "as", "after")


def _last_home(i: int, absorbed: Mapping[int, int]) -> int:
    """Follow a chain of absorptions to its end; a circle ends where it began."""
    seen = {i}
    while i in absorbed and absorbed[i] not in seen:
        i = absorbed[i]
        seen.add(i)
    return i


def _evokes(scene: Scene, token: Token, *types: str) -> bool:
    entry = scene.triggers.get(token.i)
    return entry is not None and not set(types).isdisjoint(scene.lexicon.line(entry[1].event_type))


def _role_arguments(scene: Scene, trigger: Token, entry: Trigger, stance: Stance) -> list[Argument]:
    found = []
    for filler in fillers(trigger, entry, scene.lexicon, frozenset(scene.triggers)):
        token = filler.token
        if token.pos_ == "PRON" and token.lower_ != "those":
            noun = antecedent_of(token, filler.role, scene.history, scene.lexicon)
            if noun is None:
                continue
            # An antecedent of an earlier paragraph stands in another Doc: its words are kept, its offsets are not used.
            token = noun
        found.append(_argument(scene, filler, token, stance, trigger))
        found += _count_of(scene, filler, token, entry, stance)
    return found


def _argument(scene: Scene, filler: RoleFiller, token: Token, stance: Stance, trigger: Token) -> Argument:
    value = scene.mention(token)
    far = abs(filler.token.i - trigger.i)
    signs = (
        f"{'verb' if is_verb(trigger) else 'noun'} {filler.position}",
        "near" if far <= 4 else "apart" if far <= 12 else "far",
        *(("pronoun",) if token != filler.token else ()),
        *signs_of(scene, filler.token, filler.role),
    )
    certainty = stance.certainty
    doubtful = scene.lexicon.cues["adverb-possible"].keys()
    if any(word.lower() in doubtful for word in value.modifiers) and certainty is Certainty.CERTAIN:
        certainty = Certainty.POSSIBLE
    here = filler.token
    proposal = marked(scene, here, filler.role)
    at = here.doc[here.i : here.i + 1] if token != here else proposal.words if proposal is not None else None
    found = with_stance(scene, filler.role, value, value.text, stance, certainty=certainty, signs=signs)
    return replace(found, at=scene.words(at))


def _count_of(scene: Scene, filler: RoleFiller, token: Token, entry: Trigger, stance: Stance) -> list[Argument]:
    """ "torched three trucks" is also a count of what was destroyed, "the 14 men detained" of who was."""
    role = {"Arson": "destroyed", "Arrest": "detained"}.get(entry.event_type)
    quantity = quantity_of(token)
    if role is None or filler.role not in ("target", "victim") or quantity in (None, _UNKNOWN) or token.pos_ == "PRON":
        return []
    first = token.head if token.dep_ == "conj" else token
    if not any(c.dep_ == "nummod" for c in token.children) or case_of(first) in ("including", "such as"):
        return []  # "three vehicles, including two tankers": the whole is counted, not its examples
    return [with_stance(scene, role, quantity, phrase(token).text, stance)]


def _add_proposals(board: Board) -> None:
    """Phrases that the network marks and no rule has found, unless they are but a part of what one has."""
    scene = board.scene
    for proposal in proposals(scene):
        known = [(a, a.filler) for held in board.arguments.values() for a in held if isinstance(a.filler, Mention)]
        value = scene.mention(proposal.token)
        home = home_of(proposal, scene) if proposal.score >= ENOUGH else None
        if home is None or value.end in {m.end for _, m in known} or _is_part(proposal, home[0], scene, known):
            continue
        filler = RoleFiller(proposal.role, proposal.token, "proposed")
        made = _argument(scene, filler, proposal.token, board.stances[home[0].i], home[0])
        whole = next((a for a, m in known if a.role == made.role and m.start <= value.start < m.end), made)
        board.of(home[0]).append(replace(made, certainty=whole.certainty, said_by=whole.said_by))


def _is_part(proposal: Proposal, trigger: Token, scene: Scene, known: Sequence[tuple[Argument, Mention]]) -> bool:
    """ "The president's residence", "a police patrol", "a car bomb": the whole has its role already.

    Nobody is a perpetrator on the network's word alone, but who is named in a perpetrator's phrase is ("FMLN rebels").
    """
    inside = False
    for node in path(proposal.token, trigger)[:-1]:
        at = scene.offset + node.idx
        roles = {argument.role for argument, mention in known if mention.start <= at < mention.end}
        inside = inside or proposal.role in roles
        below = node != proposal.token and case_of(proposal.token) not in ("", "including", "by")
        if roles and (proposal.role not in roles or (below and proposal.role != "perpetrator")):
            return True
    return proposal.role == "perpetrator" and not inside


def _add_counts(board: Board) -> None:
    scene, heads = board.scene, board.heads
    for count in casualties_in(scene.sentence):
        nodes = [t for t in (count.cue_token, count.noun_token) if t is not None]
        known = (heads.get(t.i) for t in nodes)
        climbed = (governor(t, heads, scene.lexicon) for t in nodes)
        holder = next((t for t in (*known, *climbed) if t is not None), None)
        if holder is None or count.quantity == _UNKNOWN:
            continue
        none = count.kind == "casualties" and count.quantity.high == 0
        words = scene.sentence.doc[count.start_token : count.end_token]
        for role in ("killed", "injured") if none else (count.kind,):
            if role in COUNT_ROLES:
                board.add(holder, role, count.quantity, words.text, words)
    for token in heads.values():
        quantity = quantity_of(token) if not is_verb(token) else None
        if quantity is not None and (quantity.low or 0) > 1:
            board.add(token, "count", quantity, phrase(token).text)


def _event(scene: Scene, i: int, arguments: list[Argument], stance: Stance) -> EventMention | None:
    token, entry = scene.triggers[i]
    if is_quoted(token) and not stance.voices:
        return None  # words in quotation marks whose speaker is unknown: better lost than without their speaker
    if token.head.lower_ in ("ability", "capacity", "right", "capability") and token.dep_ in ("acl", "nmod"):
        return None  # what somebody could do is no event
    accident = any("accident" in classes(t, scene.lexicon) for t in scene.sentence if t.pos_ == "NOUN")
    if accident and not any(a.role == "perpetrator" for a in arguments):
        return None
    told = _points_back(token) or (is_verb(token) and arguments)
    if not any(a.role not in ("instrument", "count") for a in arguments) and not told:
        return None  # "rocket fire": a kind of thing, not an event told
    noun = not is_verb(token)
    start = token.idx + scene.offset
    return EventMention(
        event_type=refined(entry.event_type, arguments, scene.lexicon),
        trigger=scene.span(start, start + len(token.text)),
        lemma=token.lemma_.lower(),
        sentence=scene.ordinal,
        arguments=_unique(arguments),
        certainty=stance.certainty,
        polarity=stance.polarity,
        tense=stance.tense,
        said_by=sources_for(scene, stance.voices),
        nominal=noun,
        definite=noun
        and (_points_back(token) or any(c.dep_ == "nmod:poss" and c.lower_ in _DAYS for c in token.children)),
        plural=noun and token.tag_ in ("NNS", "NNPS"),
        block=scene.block,
    )


def refined(event_type: str, arguments: Sequence[Argument], lexicon: Lexicon) -> str:
    """The type that the fillers' words tell, where it is more specific: an attack with a grenade."""
    for rule in lexicon.refinements:
        if event_type == rule.refines or event_type in lexicon.line(rule.event_type)[1:]:
            for argument in arguments:
                if argument.role == rule.role and set(re.split(r"[\s-]+", argument.text.casefold())) & rule.words:
                    return rule.event_type
    return event_type


def _points_back(token: Token) -> bool:
    determiner = child(token, "det")
    return determiner is not None and determiner.lower_ in ("the", "this", "that", "these", "those")


def _unique(arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    found: dict[tuple[str, str], Argument] = {}
    for argument in arguments:
        found.setdefault((argument.role, argument.text), argument)
    return tuple(found.values())
