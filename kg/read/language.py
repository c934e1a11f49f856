"""Text -> nothing, or the reason why it is not English.

Only what is surely another language is refused: a text too short or too odd to tell passes, since a refusal loses a
whole article.
"""

import re
import unicodedata
from collections import Counter

from kg.errors import UnsupportedLanguage
from kg.read.patterns import ENGLISH_WORDS, OTHER_WORDS, SCRIPTS

SAMPLE = 100_000  # characters looked at
FOREIGN_SCRIPT = 0.5  # share of letters; of 2,750 English texts, many on Arab countries, none has over 0.04
# Function words, measured on 509 one- or two-sentence snippets, 1,300 wire texts in capitals and lower-cased, and 875
# web articles, all English: where another language has two hits or more, they are at most a quarter of English's.
# In samples of 27 to 160 words in 25 languages that have a list, theirs outnumber English's in 24; foreign texts of
# one sentence often pass.
FEWEST_HITS = 3
# For languages without a list: the English texts above have 0.18 and more, lists of Spanish names within them 0.04.
LONG = 100  # words
ENGLISH_SHARE = 0.06
NARROW = (
    0.02  # share of a script's letters that only one of its languages has: Persian samples have 0.12, Arabic ones 0
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def check_language(text: str, *, document: str) -> None:
    """Raise UnsupportedLanguage for a text that is not English, saying what it looks like."""
    sample = text[:SAMPLE]
    language = _by_script(sample) or _by_stop_words(sample)
    if language:
        raise UnsupportedLanguage(f"{document}: looks like {language}; only English is read")


def _by_script(text: str) -> str | None:
    letters = Counter(character for character in text.lower() if character.isalpha())
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "UNKNOWN").split()[0]] += count
    foreign = {name: count for name, count in scripts.items() if name not in {"LATIN", "FULLWIDTH"}}
    if not foreign or sum(foreign.values()) <= FOREIGN_SCRIPT * letters.total():
        return None
    script = max(foreign, key=lambda name: (foreign[name], name))
    return _language_of(script, letters, foreign)


def _language_of(script: str, letters: Counter[str], foreign: dict[str, int]) -> str:
    if "HIRAGANA" in foreign:
        return "Japanese"
    for entry in SCRIPTS:
        if entry["name"] == script:
            for language, own in entry.get("letters", ()):
                if sum(letters[letter] for letter in own) >= NARROW * foreign[script]:
                    return f"{language} ({script.title()} script)"
            return f"{entry['default']}" + ("" if script == "CJK" else f" ({script.title()} script)")
    return f"a language in {script.title()} script"


def _by_stop_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.casefold()))
    english = sum(words[word] for word in ENGLISH_WORDS)
    hits = {language: sum(words[word] for word in own) for language, own in OTHER_WORDS.items()}
    language = max(hits, key=lambda name: (hits[name], name))
    if hits[language] >= FEWEST_HITS and hits[language] > english:
        return language
    if words.total() >= LONG and english < ENGLISH_SHARE * words.total():
        return "a language other than English"
    return None
