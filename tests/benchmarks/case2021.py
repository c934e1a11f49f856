"""Score the event type of news snippets (ACLED sub-event types, CASE 2021 task 2): case2021.py INPUT.tsv [OUTPUT.tsv].

Each snippet is built by the real extractor; its main report is mapped to a label through the table below.
`accuracy` counts the snippets whose label the ontology has a class for; one without a report counts as wrong.
"""

import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.model import Actor, Reading
from tests.benchmarks.common import EVAL, inputs, reading, report, tools

# Our class -> the label; a class without an entry takes its superclass's.
LABELS: Mapping[str, str] = {
    "Abduction": "ABDUCT_DISSAP",
    "Agreement": "AGREEMENT",
    "AirStrike": "AIR_STRIKE",
    "ArmedClash": "ARMED_CLASH",
    "Arrest": "ARREST",
    "Shelling": "ART_MISS_ATTACK",
    "Attack": "ATTACK",
    "ChemicalAttack": "CHEM_WEAP",
    "Interception": "DISR_WEAP",
    "Seizure": "DISR_WEAP",
    "ForceAgainstProtesters": "FORCE_AGAINST_PROTEST",
    "TerritorialCapture": "NON_STATE_ACTOR_OVERTAKES_TER",
    "GrenadeAttack": "GRENADE",
    "BaseEstablished": "HQ_ESTABLISHED",
    "Negotiation": "AGREEMENT",
    "Surrender": "AGREEMENT",
    "Withdrawal": "NON_VIOL_TERRIT_TRANSFER",
    "Protest": "PEACE_PROTEST",
    "Arson": "PROPERTY_DISTRUCT",
    "Sabotage": "PROPERTY_DISTRUCT",
    "Bombing": "REM_EXPLOS",
    "Explosion": "REM_EXPLOS",
    "SexualViolence": "SEX_VIOL",
    "SuicideBombing": "SUIC_BOMB",
    "ViolentDemonstration": "VIOL_DEMONSTR",
}
# ACLED tells an attack on people who cannot fight back from a clash by whom it hits, and captures by who captures.
CAN_FIGHT = frozenset(
    "soldier troop force army military police policeman officer base position post checkpoint outpost militant "
    "fighter terrorist rebel militia militiaman guard patrol barracks camp garrison insurgent peacekeeper".split()
)
OF_THE_STATE = frozenset("army military government troop soldier police".split())
KNOWN = frozenset({*LABELS.values(), "GOV_REGAINS_TERIT"})


def label_of(event_type: str | None, parents: Mapping[str, str]) -> str:
    """The label of a class or its nearest mapped superclass, "" for none."""
    while event_type is not None and event_type not in LABELS:
        event_type = parents.get(event_type)
    return LABELS[event_type] if event_type is not None else ""


def label_of_snippet(found: Reading, parents: Mapping[str, str]) -> str:
    """The label of the main report: the first, or the first that says more than that it was an attack."""
    labelled = [(report, label_of(report.event_type, parents)) for report in found.reports]
    told = [(report, label) for report, label in labelled if label]
    if not told:
        return ""
    report, label = (
        next(((r, name) for r, name in told if name != "ATTACK"), told[0]) if (told[0][1] == "ATTACK") else told[0]
    )
    if label == "ATTACK" and _heads(found, report.key, "target", "victim", "killed") & CAN_FIGHT:
        return "ARMED_CLASH"
    if label == "NON_STATE_ACTOR_OVERTAKES_TER" and _by_state(found, report.key):
        return "GOV_REGAINS_TERIT"
    return label


def _heads(found: Reading, report: str, *predicates: str) -> set[str]:
    texts = [c.text for c in found.claims if c.report == report and c.predicate in predicates]
    words = {word.casefold() for text in texts for word in text.split()}
    return words | {word.removesuffix("s") for word in words}


def _by_state(found: Reading, report: str) -> bool:
    values = [c.value for c in found.claims if c.report == report and c.predicate == "agent"]
    return any(isinstance(v, Actor) and v.type in ("State", "StateForce", "GovernmentBody") for v in values) or bool(
        _heads(found, report, "agent") & OF_THE_STATE
    )


def rows_of(text: str) -> Sequence[Mapping[str, str]]:
    """The rows of a tab-separated file, quotation marks taken as they stand."""
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> None:
    """Build every snippet, write the labels, print accuracy."""
    path, output = inputs(EVAL / "case2021" / "snippets_dev.tsv")
    parents = tools().lexicon.parents
    rows = rows_of(path.read_text(encoding="utf-8"))
    lines, right, asked, confused = ["id\tlabel"], 0, 0, Counter[tuple[str, str]]()
    for row in rows:
        label = label_of_snippet(reading(row["EventSnippet"], f"snippet-{row['id']}"), parents)
        lines.append(f"{row['id']}\t{label}")
        gold = row.get("SubType", "")
        if gold in KNOWN:
            asked += 1
            right += label == gold
            confused[gold, label] += label != gold
    if output is not None:
        output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for (gold, label), count in confused.most_common(40):
        print(f"{count:3} {gold} taken for {label or 'nothing'}", file=sys.stderr)
    report(snippets=asked, accuracy=right / asked if asked else 0.0)


if __name__ == "__main__":
    main()
