"""How a text commits to an event, and who speaks: certainty, polarity, tense and the chain of voices.

The walk starts at the trigger and goes up to the root.  Each step may lower certainty (a modal, "if", a verb of
suspecting), flip polarity (a negation, a denial), or add a voice (a verb of saying with its subject).  Classes of cue
words are the lexicon's; the four values follow GRaSP (see ontology/alignments.ttl).
"""

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.tree import child, is_noun, is_question, is_verb, lemmas, noun_lemma, objects
from kg.extract.voices import (
    Voice,
    according_to,
    add_voice,
    addressed_media,
    aside_speakers,
    nearby_speaker,
    quoted_speaker,
    speakers_of,
)
from kg.knowledge import Lexicon
from kg.model import Certainty, Polarity, Tense

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.HYPOTHETICAL)
_MODALS = {
    "may": Certainty.POSSIBLE,
    "might": Certainty.POSSIBLE,
    "could": Certainty.POSSIBLE,
    "can": Certainty.POSSIBLE,
    "would": Certainty.HYPOTHETICAL,
    "should": Certainty.HYPOTHETICAL,
    "must": Certainty.PROBABLE,
}
_IF = {
    "if": Certainty.HYPOTHETICAL,
    "unless": Certainty.HYPOTHETICAL,
    "whether": Certainty.POSSIBLE,
    "lest": Certainty.HYPOTHETICAL,
}
_NEGATIONS = frozenset({"not", "n't", "never", "n’t", "nor", "neither"})
_OF_SOMETHING = frozenset({"accuse", "blame", "charge", "attribute", "denounce"})  # take a noun for what is alleged
_SINGLED_OUT = frozenset({"first", "second", "third", "last", "only", "latest", "next"})
_TELLS_OF = frozenset({"report", "announce", "confirm", "describe"})  # take an event noun as what is told
_BELOW_VERB = frozenset("ccomp xcomp advcl parataxis csubj obj obl nsubj nsubj:pass acl advcl:relcl dep".split())
_PERFECT = frozenset({"have", "having"})


@dataclass
class Stance:
    """What the walk has gathered so far."""

    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.PAST
    voices: list[Voice] = field(default_factory=list)

    def lower(self, certainty: Certainty) -> None:
        """Keep the less sure of two values."""
        self.certainty = max(self.certainty, certainty, key=_ORDER.index)

    def negate(self) -> None:
        """Flip the polarity."""
        self.polarity = Polarity.NEGATIVE if self.polarity is Polarity.POSITIVE else Polarity.POSITIVE


def stance_of(trigger: Token, lexicon: Lexicon) -> Stance:
    """Walk from the trigger to the root of its sentence."""
    stance = Stance()
    _own_words(trigger, stance, lexicon)
    node, inside = trigger, True
    if not is_verb(trigger) and (carrier := carrier_of(trigger, lexicon)) is not None:
        _own_words(carrier, stance, lexicon)
        aside_speakers(trigger, stance.voices, lexicon)
        node = carrier
    for _ in range(25):
        aside_speakers(node, stance.voices, lexicon)
        head = node.head
        if head == node:
            break
        inside = _step(node, head, stance, lexicon, inside=inside)
        node = head
    according_to(trigger, stance.voices)
    if not stance.voices:
        nearby_speaker(trigger, stance.voices, lexicon)
    if not stance.voices:
        quoted_speaker(trigger, stance.voices, lexicon)
    return stance


def carrier_of(noun: Token, lexicon: Lexicon) -> Token | None:
    """The verb that makes a statement of an event noun: "may have carried out the attack", "whether it was staged"."""
    verb = noun.head
    carried = noun.dep_ in ("obj", "nsubj:pass", "nsubj") and is_verb(verb)
    light = lexicon.cues["light"].keys() | {"take", "occur", "happen"}
    return verb if carried and lemmas(verb) & light else None


def _own_words(node: Token, stance: Stance, lexicon: Lexicon) -> None:
    """Negation, modals, adverbs and conjunctions that stand on the word itself."""
    for c in node.children:
        word = c.lower_
        if (word in _NEGATIONS and c.dep_ in ("advmod", "neg", "cc") and not _only(c)) or (
            word == "no" and c.dep_ == "det"
        ):
            stance.negate()
        elif c.dep_ in ("aux", "aux:pass") and word in _MODALS:
            stance.lower(_MODALS[word])
        elif c.dep_ == "aux" and word in ("will", "shall", "'ll", "’ll", "wo"):
            stance.tense = Tense.FUTURE
        elif c.dep_ == "mark" and word in _IF:
            stance.lower(_IF[word])
        elif c.dep_ in ("nsubj", "nsubj:pass") and any(
            d.lower_ in ("no", "neither") and d.dep_ == "det" for d in c.children
        ):
            stance.negate()
        elif is_noun(node) and c.dep_ in ("amod", "det", "compound") and word in lexicon.cues["unreal-adjective"]:
            stance.lower(Certainty.HYPOTHETICAL)
        _adverb(c, stance, lexicon)
    if _is_infinitive(node):
        _infinitive(node, stance, lexicon)
    if node.dep_ == "conj" and is_verb(node) and _negated_with_first(node):
        stance.negate()
    if node.dep_ == "conj" and is_verb(node) and node.tag_ in ("VB", "VBN", "VBG"):
        _shared_with_first(node, stance)


def _only(negation: Token) -> bool:
    """ "Not only killed … but destroyed" denies nothing."""
    return bool(negation.i + 1 < len(negation.doc) and negation.nbor(1).lower_ in ("only", "just", "merely"))


def _negated_with_first(node: Token) -> bool:
    """ "has not claimed it or demanded a ransom": with "or", the negation of the first verb holds for the second."""
    joined = any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in node.children)
    negated = any(c.lower_ in _NEGATIONS for c in node.head.children)
    own = child(node, "nsubj", "nsubj:pass", "aux") is not None
    return joined and negated and not own


def _adverb(word: Token, stance: Stance, lexicon: Lexicon) -> None:
    if word.dep_ not in ("advmod", "amod", "obl", "compound"):
        return
    for kind in ("adverb-probable", "adverb-possible"):
        certainty = next(iter(lexicon.cues.get(kind, {}).values()), None)
        if word.lower_ in lexicon.cues.get(kind, {}) and certainty is not None:
            stance.lower(certainty)


def _is_infinitive(node: Token) -> bool:
    mark = child(node, "mark")
    return is_verb(node) and mark is not None and mark.lower_ == "to"


def _infinitive(node: Token, stance: Stance, lexicon: Lexicon) -> None:
    """An infinitive tells of something that need not happen, unless its governor says that it did."""
    head = node.head
    names = lemmas(head) if is_verb(head) else frozenset({noun_lemma(head), head.lower_})
    if names & lexicon.cues.get("implicative", {}).keys():
        return
    if node.dep_.startswith("acl") and any(
        c.tag_ in ("JJS", "RBS") or c.lower_ in _SINGLED_OUT for c in head.subtree if c.i < node.i
    ):
        return  # "the first soldier to be killed" was killed
    perfect = any(c.dep_ == "aux" and c.lower_ in _PERFECT for c in node.children)
    believed = names & (
        lexicon.cues["believe"].keys()
        | lexicon.cues["say"].keys()
        | lexicon.cues["suspect"].keys()
        | lexicon.cues["seem"].keys()
    )
    if believed and (perfect or node.dep_ == "xcomp"):
        return
    stance.lower(Certainty.HYPOTHETICAL)
    stance.tense = Tense.FUTURE


def _shared_with_first(node: Token, stance: Stance) -> None:
    """ "may attack and kill": the modal and the infinitive mark stand on the first of the verbs only."""
    first = node.head
    if child(node, "nsubj", "nsubj:pass", "aux", "mark") is not None:
        return
    for c in first.children:
        if c.dep_ in ("aux", "aux:pass") and c.lower_ in _MODALS:
            stance.lower(_MODALS[c.lower_])
        elif c.dep_ == "aux" and c.lower_ in ("will", "shall"):
            stance.tense = Tense.FUTURE
        elif c.dep_ == "mark" and c.lower_ in ("to", *_IF) and node.tag_ != "VBN":
            stance.lower(Certainty.HYPOTHETICAL)


def _step(node: Token, head: Token, stance: Stance, lexicon: Lexicon, *, inside: bool) -> bool:
    """Take in what the governor says of the node; return whether outer modality still reaches the trigger."""
    dep = node.dep_
    if dep in ("acl:relcl", "acl") and is_noun(head):
        return _out_of_noun(node, head, stance, lexicon, inside=inside)
    if is_verb(head):
        if dep in _BELOW_VERB:
            _under_verb(node, head, stance, lexicon, inside=inside)
        if dep in ("xcomp", "ccomp") and inside and not is_question(node):
            _governor_words(head, stance, lexicon)
        return inside and dep in ("ccomp", "xcomp", "conj", "advcl")
    if (
        inside
        and is_noun(node)
        and dep in ("nmod", "obl", "compound")
        and noun_lemma(head) in lexicon.cues["unreal-noun"]
    ):
        stance.lower(Certainty.HYPOTHETICAL)
    if inside and dep in ("ccomp", "xcomp", "csubj", "advcl") and not is_question(node):
        _own_words(head, stance, lexicon)
        if head.lower_ in ("likely", "possible", "unlikely", "unclear", "unknown"):
            stance.lower(Certainty.POSSIBLE)
    return inside


def _governor_words(head: Token, stance: Stance, lexicon: Lexicon) -> None:
    """A governor's own negation or modal weakens what it governs."""
    outer = Stance()
    _own_words(head, outer, lexicon)
    if outer.polarity is Polarity.NEGATIVE:
        if lemmas(head) & lexicon.cues["say"].keys():
            stance.lower(Certainty.POSSIBLE)
        else:
            stance.negate()
    if not lemmas(head) & lexicon.cues["say"].keys():
        stance.lower(outer.certainty)
    elif outer.certainty is Certainty.HYPOTHETICAL:
        stance.lower(Certainty.HYPOTHETICAL)


def _out_of_noun(node: Token, head: Token, stance: Stance, lexicon: Lexicon, *, inside: bool) -> bool:
    """Leave a clause that modifies a noun: only "the allegation that …" and "a plan to …" colour what is inside."""
    if noun_lemma(head) in lexicon.cues["unreal-noun"] and inside and child(node, "mark") is not None:
        stance.lower(Certainty.POSSIBLE if child(node, "mark").lower_ == "that" else Certainty.HYPOTHETICAL)  # type: ignore[union-attr]
    return False


def _under_verb(node: Token, verb: Token, stance: Stance, lexicon: Lexicon, *, inside: bool) -> None:
    names = lemmas(verb)
    clause = node.dep_ in ("ccomp", "xcomp", "advcl", "parataxis", "dep")
    if names & lexicon.cues["deny-cue"].keys() and node.dep_ in ("ccomp", "xcomp", "obj", "advcl"):
        if inside:
            stance.negate()
        add_voice(stance.voices, speakers_of(verb, lexicon), verb.text)
        return
    for kind in ("say", "allege", "believe", "suspect"):
        hit = names & lexicon.cues[kind].keys()
        if (
            hit
            and (clause or kind == "suspect" or hit & _OF_SOMETHING)
            and (inside or kind in ("say", "allege"))
            and _is_content(node, verb)
        ):
            if inside and (kind == "say" or clause or node.dep_ == "obl"):
                stance.lower(max((lexicon.cues[kind][word] for word in hit), key=_ORDER.index))
            _voices_of(verb, node, stance.voices, lexicon)
            return
    if node.dep_ in ("obj", "nsubj:pass") and names & _TELLS_OF:
        _voices_of(verb, node, stance.voices, lexicon)
        return
    if inside and clause and names & lexicon.cues["seem"].keys():
        stance.lower(Certainty.PROBABLE)
    if not inside or not names & lexicon.cues["intend"].keys():
        return
    if (
        (clause and child(node, "mark") is not None)
        or node.dep_ == "obj"
        or (node.dep_ == "xcomp" and is_verb(node))
        or (node.dep_ == "ccomp" and names & {"warn", "threaten"})
    ):
        stance.lower(Certainty.HYPOTHETICAL)
    # "warned they would pay if they attacked"
    warned = node.dep_ == "advcl" and child(node, "mark") is not None and _is_content(node, verb)
    if (warned or node.dep_ == "ccomp") and names & lexicon.cues["urge"].keys():
        _voices_of(verb, node, stance.voices, lexicon)


def _is_content(node: Token, verb: Token) -> bool:
    """Whether the clause is what is said, not when or why it is said."""
    if node.dep_ != "advcl":
        return True
    mark = child(node, "mark")
    if mark is None:
        return node.tag_ != "VBG" or bool(lemmas(verb) & {"accuse", "suspect"})
    if mark.lower_ in _IF and node.i > verb.i:
        return True  # "warned that they would pay if they attacked": the condition is the speaker's
    return mark.lower_ in ("of", "that", "as", "to") or (mark.lower_ == "for" and bool(lemmas(verb) & {"blame"}))


def _voices_of(verb: Token, node: Token, voices: list[Voice], lexicon: Lexicon) -> None:
    """Add the speaker of a verb of saying, those whom the speaker cites, and the outlet that was told."""
    for c in verb.children:
        if c.dep_ in ("advcl", "acl") and lemmas(c) & {"cite", "quote"} and c != node:
            add_voice(voices, objects(c), c.text)
    add_voice(voices, [s for s in speakers_of(verb, lexicon) if s != node], verb.text)
    addressed_media(verb, voices, lexicon)
