"""What goes with the data of a release: RO-Crate manifest, README, checksums."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.export.release.census import Census
from kg.export.release.changes import DESCRIPTION
from kg.export.release.columns import CLAIM, EVENT, Column
from kg.export.release.description import ABOUT, RIGHTS, TITLE, Written
from kg.export.release.nanopub import software
from kg.export.release.parts import Plan
from kg.graph.iris import BASE
from kg.graph.vocabulary import KG

CRATE, README, SUMS = "ro-crate-metadata.json", "README.md", "SHA256SUMS"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_PROFILE = "https://w3id.org/ro/crate/1.1"

_README = """# {title}

{about}

Release {issued}: {articles:,} articles, {reports:,} reports, {claims:,} claims, {events:,} events, {quads:,} quads.
It was made by conflict-kg {version}; {description} says with which settings. Cite it as <{iri}>.

## Read this first

- A claim is what somebody said. `said_by` (`kg:attribution`) names who, `certainty` how surely, `quote` in which words.
  Whoever repeats a claim without these says something else.
- No link of a chain of speakers means that the article says it in its own voice.
- Events are what consolidation made of reports; `contested` names the roles on which claims contradict one another.
- Articles are not in here beyond the quotes. {rights}
- Licence of the rest: <{licence}>

## Files

| file | holds |
|---|---|
{files}
| {description} | this release in DCAT, VoID and PROV |
| ro-crate-metadata.json | the same as an RO-Crate |
| SHA256SUMS | `sha256sum -c SHA256SUMS` checks every file |

With graphs (N-Quads, TriG, Turtle, JSON-LD) each article has a graph of its own, and a statement `report role value`
says what that article states plainly. The files without graphs (RDF/XML, N-Triples) leave such statements out, and
relations of the register, names of events and why accounts contradict, for nothing there would say whose they are: ask
claims (`rdf:subject`, `rdf:predicate`, `rdf:object`).
In the RDF 1.2 file a claim `rdf:reifies` a triple term, which asserts nothing.

The network (GraphML) joins named actors by what is claimed of them; nothing in it is denied, hypothetical or planned.
GeoJSON holds each event with its statements; an event without a known place has no geometry.

## Columns

Lists are JSON arrays in CSV and lists in Parquet. An unknown value is empty. In CSV, a text that a spreadsheet would
run has an apostrophe before it.

### claims

{claim_columns}

### events

{event_columns}
"""


def write_crate(plan: Plan, files: Sequence[Written], path: Path) -> None:
    """Write the RO-Crate manifest of these files."""
    parts = [{"@id": written.file.name} for written in files]
    maker, build = software(plan).value, f"{plan.iri}#build"
    graph: list[dict[str, object]] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _PROFILE},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": TITLE,
            "description": f"{ABOUT} {RIGHTS}",
            "datePublished": plan.issued,
            "version": plan.issued,
            "identifier": plan.iri,
            "license": {"@id": plan.licence},
            "hasPart": parts,
        },
        {"@id": plan.licence, "@type": "CreativeWork", "name": "Licence of the data", "url": plan.licence},
        {"@id": maker, "@type": "SoftwareApplication", "name": "conflict-kg", "version": plan.version},
        {
            "@id": build,
            "@type": "CreateAction",
            "name": "kg export",
            "instrument": {"@id": maker},
            "result": [{"@id": "./"}],
        },
        *(_entry(written) for written in files),
    ]
    document = {"@context": _CONTEXT, "@graph": graph}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _entry(written: Written) -> dict[str, object]:
    file = written.file
    return {
        "@id": file.name,
        "@type": "File",
        "name": file.title,
        "encodingFormat": [file.media, file.packed] if file.packed else file.media,
        "contentSize": str(written.size),
        "sha256": written.sha256,
    }


def write_readme(plan: Plan, census: Census, files: Sequence[Written], path: Path) -> None:
    """Write what a person needs to use the release."""
    kinds = {name: census.classes[KG + name] for name in ("Report", "Claim")}
    text = _README.format(
        title=TITLE,
        about=ABOUT,
        rights=RIGHTS,
        issued=plan.issued,
        version=plan.version,
        iri=plan.iri,
        licence=plan.licence,
        description=DESCRIPTION,
        articles=census.articles,
        reports=kinds["Report"],
        claims=kinds["Claim"],
        events=sum(iri.startswith(f"{BASE}event/") for iri in census.digests),
        quads=census.quads,
        files="\n".join(f"| {written.file.name} | {written.file.title} |" for written in files),
        claim_columns=_table(CLAIM),
        event_columns=_table(EVENT),
    )
    path.write_text(text, encoding="utf-8")


def _table(columns: Iterable[Column]) -> str:
    rows = "\n".join(f"| {column.name} | {column.type} | {column.meaning} |" for column in columns)
    return f"| column | type | meaning |\n|---|---|---|\n{rows}"


def write_sums(names: Iterable[str], sums: Iterable[str], path: Path) -> None:
    """Write checksums as sha256sum does."""
    lines = (f"{sha256}  {name}\n" for name, sha256 in sorted(zip(names, sums, strict=True)))
    path.write_text("".join(lines), encoding="utf-8")
