"""Score document-level role fillers on MUC-4: muc4.py INPUT.jsonl [OUTPUT.jsonl].

Every document is built by the real extractor; OUTPUT gets `docid` and `extracts`, one string an entity, as
shared/eval/muc4/score.py reads them.  Figures are CEAF-REE (Du, Rush and Cardie 2021, section 4.3): a predicted
string is right if it is one of a gold entity's mention strings, articles and punctuation aside, one to one.

From claims to roles, for positive claims about attacks, explosions and clashes:

    perpetrator  a named organisation -> PerpOrg, anyone else -> PerpInd; what a perpetrator is memberOf -> PerpOrg
    target       -> Target            victim  -> Victim            instrument -> Weapon
    addressee    of an accusation that is made (not hypothetical), an organisation -> PerpOrg

MUC-4 asks for terrorism against civilians and their property, not for war, and so only claims are put forward that the
network, which has learnt that, does not rule out (no sign "in context not", of perpetrators no "in context hardly"),
and those that a sentence of its own makes ("X claimed responsibility").  A string is the words that the claim marks as
filling the role; of two strings of a role of which one holds all words of the other, the surer stands for both.
"""

import json
import re
import string
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.model import Actor, Certainty, Claim, Polarity, Reading
from tests.benchmarks.common import EVAL, inputs, reading, report, scores, tools

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
ORGANISATIONS = frozenset({"ArmedGroup", "StateForce", "GovernmentBody", "State", "Coalition", "Actor", "Company"})
VIOLENT = frozenset({"Attack", "Explosion", "ArmedClash"})
RANKS: Mapping[str | None, int] = {"surely": 0, "likely": 1, "perhaps": 2, None: 2, "hardly": 3}
Extracts = dict[str, list[str]]


def extracts_of(found: Reading, parents: Mapping[str, str]) -> Extracts:
    """The strings that fill each role somewhere in the document, surest first."""
    attacks = {r.key for r in found.reports if _is_violent(r.event_type, parents)}
    extracts: Extracts = {role: [] for role in ROLES}
    ranked = sorted((_rank(claim), i) for i, claim in enumerate(found.claims))
    told = [
        (role, claim)
        for rank, i in ranked
        if (claim := found.claims[i]).report in attacks
        and claim.polarity is Polarity.POSITIVE
        and rank >= 0
        and (role := role_of(claim))
    ]
    doers = {claim.value for role, claim in told if role == "PerpInd"}
    told += [("PerpOrg", c) for c in found.claims if c.predicate == "memberOf" and c.subject in doers]
    accusations = {r.key for r in found.reports if r.event_type == "Accusation"}
    told += [("PerpOrg", c) for c in found.claims if c.report in accusations and _accuses_organisation(c)]
    named: set[tuple[str, str]] = set()  # an actor is one entity under all its names
    for role, claim in told:
        key = (role, claim.value.key if isinstance(claim.value, Actor) else claim.text)
        if key not in named:
            named.add(key)
            _add(extracts[role], _string(claim))
    return extracts


def _string(claim: Claim) -> str:
    """The words that fill the role; for a part of a person's name, the fullest name that the document gives."""
    text = claim.at.quote if claim.at is not None else claim.text
    whole = claim.value.label if isinstance(claim.value, Actor) and claim.value.type == "Person" else ""
    return whole if f" {normal(text)} " in f" {normal(whole)} " else text


def _rank(claim: Claim) -> int:
    """How sure the network is: 0 for surely, 2 also for a claim that it was not asked about, -1 for an unlikely one."""
    said = next((sign.removeprefix("in context ") for sign in claim.signs if sign.startswith("in context ")), None)
    return -1 if said == "hardly" and claim.predicate == "perpetrator" else RANKS.get(said, -1)


def _add(texts: list[str], text: str) -> None:
    words = set(normal(text).split())
    if words and not any(words <= set(normal(t).split()) or words >= set(normal(t).split()) for t in texts):
        texts.append(text.casefold())


def role_of(claim: Claim) -> str | None:
    """The role of the table above, None for what MUC-4 does not ask."""
    kind = claim.value.type if isinstance(claim.value, Actor) else ""
    match claim.predicate:
        case "perpetrator":
            return "PerpOrg" if kind in ORGANISATIONS else "PerpInd"
        case "target":
            return "Target"
        case "victim":
            return "Victim"
        case "instrument":
            return "Weapon"
    return None


def _accuses_organisation(claim: Claim) -> bool:
    accused = claim.predicate == "addressee" and isinstance(claim.value, Actor) and claim.value.type in ORGANISATIONS
    return accused and claim.polarity is Polarity.POSITIVE and claim.certainty is not Certainty.HYPOTHETICAL


def _is_violent(name: str, parents: Mapping[str, str]) -> bool:
    while name not in VIOLENT and name in parents:
        name = parents[name]
    return name in VIOLENT


def normal(text: str) -> str:
    """The scorer's normal form of a string."""
    bare = text.lower().translate(str.maketrans("", "", string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def matched(gold: list[set[str]], predicted: list[str]) -> int:
    """Size of the largest one-to-one matching of predicted strings and gold entities."""
    owner: dict[int, int] = {}

    def grow(i: int, seen: set[int]) -> bool:
        for j, text in enumerate(predicted):
            if j not in seen and text in gold[i]:
                seen.add(j)
                if j not in owner or grow(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    return sum(grow(i, set()) for i in range(len(gold)))


def score(rows: Iterable[Mapping[str, object]], found: Mapping[str, Extracts]) -> dict[str, float]:
    """Micro-averaged and per-role F1."""
    counts = {role: [0, 0, 0] for role in ROLES}
    for row in rows:
        gold = row["extracts"]
        assert isinstance(gold, dict)
        for role in ROLES:
            entities = [{normal(text) for text in entity} for entity in gold.get(role, ())]
            texts = list(dict.fromkeys(normal(text) for text in found[str(row["docid"])][role]))
            for i, number in enumerate((matched(entities, texts), len(texts), len(entities))):
                counts[role][i] += number
    figures = {f"{role.lower()}_f1": scores(*counts[role])[2] for role in ROLES}
    total = [sum(counts[role][i] for role in ROLES) for i in range(3)]
    precision, recall, f1 = scores(total[0], total[1], total[2])
    return {**figures, "micro_precision": precision, "micro_recall": recall, "micro_f1": f1}


def main() -> None:
    """Build every document, write what was found, print the figures."""
    path, output = inputs(EVAL / "muc4" / "dev.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found: dict[str, Extracts] = {}
    for number, row in enumerate(rows, 1):
        found[row["docid"]] = extracts_of(reading(row["text"], row["docid"]), tools().lexicon.parents)
        if number % 20 == 0:
            print(f"{number} of {len(rows)} documents", file=sys.stderr)
    if output is not None:
        lines = [json.dumps({"docid": docid, "extracts": extracts}) for docid, extracts in found.items()]
        Path(output).write_text("\n".join(lines) + "\n", encoding="utf-8")
    report(**score(rows, found))


if __name__ == "__main__":
    main()
