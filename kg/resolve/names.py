"""Names as written -> keys that compare: one key for Kata'ib Hizballah, Kataeb Hezbollah and KATAIB HEZBOLLAH.

Spelling is levelled by rules and a table, never by edit distance: the names of this field differ by one letter
(Nigerian, Nigerien; Al-Araby, Al Arabiya), and a wrong match is worse than none.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Tokens keep inner apostrophes (Kata'ib) and the dots of abbreviations (U.S.).
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘ʿʾ`][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_MARKS = str.maketrans({**dict.fromkeys("'’‘ʿʾʼ`.ـ"), "ı": "i", "ł": "l", "ø": "o", "đ": "d"})
_ARTICLES = frozenset({"al", "el"})
# Before a hyphen only: as a word of their own these are English.
_SUN_ARTICLES = frozenset({"ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az"})
_HYPHENS = "-‐‑–"

# One row a word: the key, then spellings that news uses for it.
_SPELLINGS = """
abdul abdel abdal
asaib asaeb asayib assaib asaib
center centre
daesh daish daesch
defense defence
erdogan erdoghan
esmail esmael ismail esmaeil ismael
gaddafi qaddafi kadafi gadhafi qadhafi
haq haqq
haqqani hakkani
hashd hashed hachd
hezbollah hizballah hizbollah hizbullah hezbullah hezballah hisbollah hizbulla
houthi huthi houthy
houthis huthis houthies
hussein hussain husayn hossein husain hosein
jabhat jabhet jabha
jadeed jadid
jaysh jaish jeish
kadhimi kadhemi kazemi kadhemy
kataib kataeb katib ketaib katayib kateab
khamenei khameini
khazali khazaali
labor labour
mahdi mehdi
maliki maleki
mayadeen mayadin
mobilization mobilisation
muhammad mohammed mohammad mohamed muhammed mohamad mohamud
muhandis mohandes mohandis muhandes
mujahideen mujahedin mujahidin mujahedeen mojahedin
muqtada moqtada muktada moktada
nujaba nojaba noujaba
nusra nusrah
organization organisation
peshmerga peshmarga
qaeda qaida qaidah qaeeda
qasem qassem qasim qassim ghasem kassem
quds qods
sadr sader
saraya seraya
sayyid sayyed sayid seyyed sayed
shaabi shabi chaabi
shabaab shabab
shiite shia shiite shii
shuhada shuhadaa shohada
sistani seestani
soleimani suleimani sulaimani sulaymani soleymani suleymani solaimani
sumaria sumariya sumeria
thairin thaireen thaereen
yahya yehya yahia yehia
zarif zareef
"""
_KEYS = {word: row.split()[0] for row in _SPELLINGS.strip().splitlines() for word in row.split()}


class Token(NamedTuple):
    """A word of a text: its offsets, how it is written, and the key it compares by."""

    start: int
    end: int
    surface: str
    key: str


def find_tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text`; a possessive 's is left outside its word."""
    found = []
    for match in _TOKEN.finditer(text):
        surface = _POSSESSIVE.sub("", match[0])
        end = match.start() + len(surface)
        hyphen = end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalpha()
        found.append(Token(match.start(), end, surface, _key(surface, hyphen)))
    return tuple(found)


@lru_cache(maxsize=65536)
def _key(surface: str, before_hyphen: bool) -> str:
    decomposed = unicodedata.normalize("NFKD", surface.translate(_MARKS).casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_MARKS)
    if plain in _ARTICLES or (before_hyphen and plain in _SUN_ARTICLES):
        return "al"
    return _KEYS.get(plain, plain)


def skipped(key: str) -> bool:
    """Whether a word counts for nothing inside a name: "Ahl al-Haq" is "Ahl Haq"."""
    return key in ("al", "the")


def name_tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a name that count: no "the", and "al-" only where it begins the name."""
    kept: list[Token] = []
    for token in find_tokens(text):
        if token.key == "the" or (kept and skipped(token.key)):
            continue
        kept.append(token)
    return tuple(kept)


def normalise(text: str) -> str:
    """Return the key of a whole name: equal keys are spellings of one name."""
    return " ".join(token.key for token in name_tokens(text))


def strict_case(canonical: str) -> bool:
    """Whether a word of a name must be written just so: acronyms, which in lower case may be other words."""
    return canonical.isupper() or (len(canonical) < 4 and any(map(str.isupper, canonical[1:])))


def case_fits(canonical: str, seen: str) -> bool:
    """Whether `seen` has the capitals of a name: US is not us, LeT not Let, Guards not guards."""
    canonical, seen = canonical.replace(".", ""), seen.replace(".", "")
    if strict_case(canonical):
        return seen == canonical
    return seen[0].isupper() or not canonical[0].isupper()
