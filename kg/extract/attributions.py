"""Every reported statement of a paragraph: who speaks, which word says so, and what is said.

Where `kg.extract.voices` answers who speaks for one event word, this lists all attributions of a text: clauses under
verbs of saying and thinking, asides ("…, the army said"), "according to", and quotations.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.mentions import phrase
from kg.extract.tree import child, is_verb, lemmas, objects
from kg.extract.voices import is_aside, quotations, speakers_of
from kg.knowledge import Lexicon

KINDS = ("say", "allege", "believe", "suspect", "deny-cue", "urge")
_CONTENT = ("ccomp", "xcomp", "parataxis")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement with its speaker; all three as (start, end) characters of the paragraph."""

    source: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]


def attributions(doc: Doc, lexicon: Lexicon) -> list[Attribution]:
    """Return the attributions of a parsed paragraph in the order of their cues, each source and cue once."""
    found: dict[tuple[int, int], Attribution] = {}
    for one in (*_clauses(doc, lexicon), *_according_to(doc)):
        found.setdefault(one.cue, one)
    taken = [one.content for one in found.values()]
    for one in _quoted(doc, lexicon, taken):
        found.setdefault(one.cue, one)
    return sorted(found.values(), key=lambda one: one.cue)


def _is_cue(token: Token, lexicon: Lexicon) -> bool:
    return is_verb(token) and any(lemmas(token) & lexicon.cues[kind].keys() for kind in KINDS)


def _clauses(doc: Doc, lexicon: Lexicon) -> Iterator[Attribution]:
    quotes = quotations(doc.text)
    for verb in doc:
        if not _is_cue(verb, lexicon) or any(a < verb.idx < b for a, b in quotes):
            continue  # who is quoted speaks for all that stands in the quotation
        speakers = speakers_of(verb, lexicon)
        content = _content_of(verb, lexicon) if speakers else None
        if content is not None and not content[0] <= speakers[0].idx < content[1]:
            yield Attribution(_span(_source_phrase(speakers[0])), _span(verb.doc[verb.i : verb.i + 1]), content)


def _content_of(verb: Token, lexicon: Lexicon) -> tuple[int, int] | None:
    """What is said: the clause below the verb, the sentence around an aside, or what somebody is accused of."""
    for c in verb.children:
        if c.dep_ in _CONTENT and (c.i > verb.i or c.dep_ == "ccomp"):
            return _span(_subtree(c))
    if is_aside(verb, lexicon) and verb.head != verb:
        return _around(verb)
    for c in verb.children:
        marked = child(c, "mark")
        if c.dep_ == "advcl" and marked is not None and marked.lower_ in ("of", "for", "that"):
            return _span(_subtree(c))
    quoted = [(a, b) for a, b in quotations(verb.doc.text) if verb.sent.start_char <= a < verb.sent.end_char]
    if quoted:
        return quoted[0][0], quoted[-1][1]
    done = [o for o in objects(verb) if o.i > verb.i and o.pos_ != "PRON" and o.ent_type_ not in ("PER", "ORG")]
    return _span(_subtree(done[0])) if done and not lemmas(verb) & {"tell", "ask", "inform"} else None


def _around(verb: Token) -> tuple[int, int]:
    """The longer part of the sentence beside the aside."""
    aside = _subtree(verb)
    sent = verb.sent
    before = (sent.start_char, verb.doc[max(sent.start, aside.start - 1)].idx)
    after = (aside.end_char, sent.end_char)
    return before if before[1] - before[0] >= after[1] - after[0] else after


def _according_to(doc: Doc) -> Iterator[Attribution]:
    for token in doc[:-1]:
        if token.lower_ == "according" and token.nbor(1).lower_ == "to":
            noun = token.head if token.dep_ in ("case", "fixed") else child(token, "obl", "nmod", "obj")
            if noun is None or noun.i < token.i:
                continue
            source = _source_phrase(noun)
            sent = token.sent
            before = (sent.start_char, token.idx)
            content = before if before[1] - before[0] > 20 else (source.end_char, sent.end_char)
            yield Attribution(_span(source), (token.idx, token.nbor(1).idx + 2), content)


def _quoted(doc: Doc, lexicon: Lexicon, taken: list[tuple[int, int]]) -> Iterator[Attribution]:
    """Quotations of a sentence or more that no clause has claimed: their speaker is the nearest verb of saying's."""
    for start, end in quotations(doc.text):
        if end - start < 25 or any(a < end and start < b for a, b in taken):
            continue
        for verb in _near(doc, start, end, lexicon):
            speakers = speakers_of(verb, lexicon)
            if speakers:
                yield Attribution(_span(_source_phrase(speakers[0])), _span(doc[verb.i : verb.i + 1]), (start, end))
                break


def _near(doc: Doc, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    sentences = [s for s in doc.sents if s.start_char - 2 <= end and start <= s.end_char + 2]
    verbs = [t for s in sentences for t in s if _is_cue(t, lexicon) and not start < t.idx < end]
    return sorted(verbs, key=lambda t: min(abs(t.idx - start), abs(t.idx - end)))


def _source_phrase(speaker: Token) -> Span:
    """The words of the source with what describes it ("sources in the ministry", "Jones, an analyst")."""
    words = phrase(speaker)
    last = max([words.end, *(c.right_edge.i + 1 for c in speaker.rights if c.dep_ in ("nmod", "flat", "appos"))])
    return speaker.doc[words.start : last]


def _subtree(token: Token) -> Span:
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def _span(words: Span) -> tuple[int, int]:
    return words.start_char, words.end_char
