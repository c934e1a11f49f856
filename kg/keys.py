"""The base of every IRI, and the hash that ends those without a curated name (standard library only, as model.py)."""

import hashlib
import unicodedata

BASE = "https://w3id.org/conflict-kg/"
_LENGTH = 16  # hex digits: 64 bits, a collision among a million keys has a chance of 1 in 37 million


def key_of(*parts: str) -> str:
    """Hash the parts to 16 hex digits.

    Each part is brought to NFC and preceded by its length in bytes, so that ("ab", "c") and ("a", "bc") differ.  Lone
    surrogates (from file names that are not UTF-8) are hashed as they are.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = unicodedata.normalize("NFC", part).encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode("ascii") + data)
    return digest.hexdigest()[:_LENGTH]
