"""Who speaks: subjects of verbs of saying, "according to", asides, quotations, outlets that were told."""

from typing import NamedTuple

from spacy.tokens import Span, Token

from kg.extract.mentions import ACTOR_CLASSES, classes, entity_of
from kg.extract.tree import child, is_noun, is_verb, lemmas, noun_lemma, subjects, within
from kg.knowledge import Lexicon

_MUTE = frozenset({"weapon", "vehicle", "equipment", "substance"})
_TIMES = frozenset(
    "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon "
    "evening night week month year".split()
)
_OPEN, _CLOSE = '“"«', '”"»'


class Voice(NamedTuple):
    """A speaker's head token and the word that cues it."""

    speaker: Token
    cue: str | None


def add_voice(voices: list[Voice], speakers: list[Token], cue: str | None) -> None:
    """Add the first speaker, unless that voice is there already."""
    for speaker in speakers[:1]:
        if all(voice.speaker != speaker for voice in voices):
            voices.append(Voice(speaker, cue))


def can_speak(token: Token, lexicon: Lexicon) -> bool:
    """Whether the subject of a verb of saying is a source: any noun but a weapon or vehicle, any pronoun but "it"."""
    if token.pos_ == "PRON":
        return token.lower_ not in ("it", "there", "this", "that", "which", "what")
    if token.is_space or token.is_punct:
        return False
    found = classes(token, lexicon)
    if token.lower_ in _TIMES or token.ent_type_ == "LOC":
        return token.ent_type_ == "LOC" and token.dep_ == "nsubj"
    return is_noun(token) and (bool(found & ACTOR_CLASSES) or not found & _MUTE)


def speakers_of(verb: Token, lexicon: Lexicon) -> list[Token]:
    """The speaker of a verb of saying, if it is one who can speak."""
    return [s for s in subjects(verb) if can_speak(s, lexicon)]


def according_to(trigger: Token, voices: list[Voice]) -> None:
    """Add every "according to X", "as per X" of the trigger's sentence as the outermost voice."""
    for token in trigger.sent:
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            noun = token.head if token.dep_ in ("case", "fixed") else child(token, "obl", "nmod", "obj")
            if noun is not None and not is_verb(noun) and _same_part(token, trigger):
                add_voice(voices, [_outlet_of(_whole_name(noun))], "according to")


def _same_part(token: Token, trigger: Token) -> bool:
    """Not across a semicolon."""
    low, high = sorted((token.i, trigger.i))
    return all(t.text != ";" for t in token.doc[low:high])


def _outlet_of(noun: Token) -> Token:
    """The outlet whose reports are named: "according to Sky News reports" is Sky News' word."""
    if noun_lemma(noun) != "report" or noun.ent_type_:
        return noun
    named = (entity_of(c) for c in noun.lefts if c.dep_ in ("compound", "nmod", "nmod:poss"))
    return next((name.root for name in named if name is not None and name.label_ == "ORG"), noun)


def _whole_name(noun: Token) -> Token:
    """The head of a name that the parser cut in two ("Al-Araby / Al-Jadeed")."""
    while (
        noun.i + 1 < len(noun.doc)
        and noun.nbor(1).head == noun.head
        and noun.nbor(1).pos_ == "PROPN"
        and noun.pos_ == "PROPN"
    ):
        noun = noun.nbor(1)
    return noun


def aside_speakers(node: Token, voices: list[Voice], lexicon: Lexicon) -> None:
    """Add the speaker of an aside: "…, the army said", "…, officials say, …"."""
    for verb in node.children:
        if verb.dep_ in ("parataxis", "ccomp", "conj", "advcl") and is_aside(verb, lexicon):
            add_voice(voices, speakers_of(verb, lexicon), verb.text)
            addressed_media(verb, voices, lexicon)


def is_aside(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb of saying stands without its content, which is then the clause around it."""
    if not is_verb(verb) or not lemmas(verb) & _saying(lexicon) or child(verb, "nsubj") is None:
        return False
    if child(verb, "ccomp", "obj", "xcomp") is not None and not lemmas(verb) & {"tell"}:
        return False
    return child(verb, "ccomp") is None and child(verb, "mark") is None


def _saying(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.cues["say"]) | frozenset(lexicon.cues["allege"])


def addressed_media(verb: Token, voices: list[Voice], lexicon: Lexicon) -> None:
    """Add the outlet that was told: it is the link through which the words reached the article."""
    if not lemmas(verb) & {"tell", "inform", "say"}:
        return
    for c in verb.children:
        heard: object = c.dep_ in ("iobj", "obj") and lemmas(verb) & {"tell", "inform"}
        heard = heard or (c.dep_ == "obl" and any(g.dep_ == "case" and g.lower_ == "to" for g in c.children))
        if (
            heard
            and c.pos_ in ("PROPN", "NOUN")
            and (c.ent_type_ == "ORG" or c.pos_ == "PROPN" or "media" in classes(c, lexicon))
        ) and c.ent_type_ not in ("PER", "STATE", "LOC"):
            add_voice(voices, [c], None)


_QUOTED = "kg.quoted"


def quotations(doc_text: str) -> list[tuple[int, int]]:
    """Character ranges between quotation marks; a mark left open runs to the end of the paragraph."""
    ranges, start = [], None
    for i, char in enumerate(doc_text):
        if start is None and char in _OPEN:
            start = i
        elif start is not None and char in _CLOSE:
            ranges.append((start, i + 1))
            start = None
    if start is not None:
        ranges.append((start, len(doc_text)))
    return ranges


def is_quoted(token: Token) -> bool:
    """Whether the token stands inside quotation marks of at least three words."""
    doc = token.doc
    if _QUOTED not in doc.user_data:
        text = doc.text
        doc.user_data[_QUOTED] = [(a, b) for a, b in quotations(text) if text.count(" ", a, b) >= 2]
    return any(start < token.idx < end for start, end in doc.user_data[_QUOTED])


def quoted_speaker(trigger: Token, voices: list[Voice], lexicon: Lexicon) -> None:
    """For words in quotation marks, add the speaker that the same or the sentence before names."""
    if not is_quoted(trigger):
        return
    sentences = list(trigger.doc.sents)
    here = next(i for i, sentence in enumerate(sentences) if sentence.start <= trigger.i < sentence.end)
    for sentence in (sentences[here], *sentences[max(0, here - 1) : here], *sentences[here + 1 : here + 2]):
        verb = _saying_verb(sentence, trigger, lexicon)
        if verb is not None:
            add_voice(voices, speakers_of(verb, lexicon), verb.text)
            return


def _saying_verb(sentence: Span, trigger: Token, lexicon: Lexicon) -> Token | None:
    for token in sentence:
        speaks = is_verb(token) and lemmas(token) & _saying(lexicon) and not within(token, trigger)
        if speaks and not is_quoted(token) and any(can_speak(s, lexicon) for s in subjects(token)):
            return token
    return None


def nearby_speaker(trigger: Token, voices: list[Voice], lexicon: Lexicon) -> None:
    """Where the parse ties no speaker to the trigger, add the one that the word order gives.

    "…, the navy said on Monday." ends a sentence whose every statement is the navy's; "Officials said …" begins one.
    A speaker too many costs less than a speaker lost.
    """
    for verb in trigger.sent:
        if verb == trigger or verb.tag_ == "VB" or not _lemmas_of_saying(verb, lexicon):
            continue
        if not verb.tag_.startswith("VB") or verb.dep_ in ("acl:relcl", "acl", "xcomp", "advcl", "aux"):
            continue
        if verb.i > trigger.i and _ends_sentence(verb):
            add_voice(voices, _before(verb, lexicon) or _after(verb, lexicon), verb.text)
        elif verb.i < trigger.i and _opens_content(verb, trigger):
            add_voice(voices, speakers_of(verb, lexicon) or _before(verb, lexicon), verb.text)


def _opens_content(verb: Token, trigger: Token) -> bool:
    """Whether "that", a comma or a colon follows the verb before the trigger, with no other verb between."""
    for token in verb.doc[verb.i + 1 : min(trigger.i, verb.i + 9)]:
        if token.lower_ == "that" or token.text == ":" or (token.text == "," and token.i == verb.i + 1):
            return True
        if token.pos_ in ("VERB", "AUX"):
            return False
    return False


def _lemmas_of_saying(verb: Token, lexicon: Lexicon) -> bool:
    return bool(({verb.lemma_.lower()} | lemmas(verb)) & _saying(lexicon))


def _ends_sentence(verb: Token) -> bool:
    """Whether only a time, a place or an addressee follows."""
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_punct and not t.is_space]
    return len(rest) <= 14 and not any(t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP") for t in rest)


def _before(verb: Token, lexicon: Lexicon) -> list[Token]:
    """The noun phrase between the last comma or quotation mark and the verb."""
    start = verb.i
    while start > verb.sent.start + 1 and verb.doc[start - 1].dep_ == "aux":
        start -= 1
    while start > verb.sent.start and verb.doc[start - 1].text not in (",", '"', "”", "’", "–", "—"):
        start -= 1
    segment = [t for t in verb.doc[start : verb.i] if not t.is_space]
    if start == verb.sent.start or not 0 < len(segment) <= 14:
        return []
    inside = {t.i for t in segment}
    heads = [t for t in segment if (t.head.i not in inside or t.head == t) and can_speak(t, lexicon)]
    return heads[:1]


def _after(verb: Token, lexicon: Lexicon) -> list[Token]:
    """The noun phrase of an inverted "…, said medical sources"."""
    if verb.i == verb.sent.start or verb.nbor(-1).text not in (",", '"', "”", "’"):
        return []
    heads = [
        t
        for t in verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]
        if t.head == verb and can_speak(t, lexicon) and child(t, "case") is None
    ]
    return heads[:1]


def headline_source(sentence: Span, lexicon: Lexicon) -> Token | None:
    """The source that ends a headline: "… - report", "…: police"."""
    words = [t for t in sentence if not t.is_space]
    for at in range(len(words) - 1, max(len(words) - 5, 1), -1):
        if words[at - 1].text in ("-", "–", "—", ":") and words[at].text not in ("-", "–", "—", ":"):
            last = words[-1]
            kinds = classes(last, lexicon)
            if kinds & {"document", "media"} or noun_lemma(last) in (
                "source",
                "official",
                "police",
                "ministry",
                "army",
                "military",
                "witness",
            ):
                return last
    return None
