"""A person's judgements of which reports are of one event: they override the weights, and survive rebuilds."""

import json
from pathlib import Path

import pytest

from kg.consolidate import load_event_judgements
from kg.consolidate.judged import EventJudgement, Told
from kg.consolidate.judged_reports import judgement_quads, read_judged, resolve_judged
from kg.errors import InputError
from kg.keys import BASE
from tests.conftest import Run
from tests.consolidate.makers import A, Art, C, P, R, report_iri, store_of

HEADER = "document,words,other_document,other_words,verdict,note\n"


def written(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "event-judgements.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_judged_loads_rows_as_they_are_written(tmp_path: Path) -> None:
    path = written(tmp_path, 'a.txt,"fired, twice",b.txt,,Same,why\n')
    (row,) = load_event_judgements(path)
    assert row == EventJudgement(Told("a.txt", "fired, twice"), Told("b.txt", ""), True, f"{path}:2", "why")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a.txt,,b.txt,,same\na.txt,,b.txt,,perhaps\n", ":3: “perhaps” is no verdict: write same, or not same"),
        (",,b.txt,,same\n", ":2: no document: give the article"),
        ("a.txt,x,,,same\n", ":2: no other_document"),
        ("a.txt,x,a.txt,x,same\n", ":2: both sides are the same report"),
        ("a.txt,,b.txt,,same\nb.txt,,a.txt,,not same\n", ":3: says the opposite of"),
    ],
)
def test_judged_rows_that_cannot_be_used_name_file_line_and_remedy(tmp_path: Path, rows: str, said: str) -> None:
    path = written(tmp_path, rows)
    with pytest.raises(InputError) as caught:
        load_event_judgements(path)
    assert f"{path}{said}" in str(caught.value)
    assert ": " in str(caught.value).removeprefix(f"{path}:")


def test_judged_needs_its_columns_and_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=":1: no column “verdict”"):
        load_event_judgements(written(tmp_path, "", "document,words,other_document,other_words\n"))
    with pytest.raises(InputError, match="name a CSV file"):
        load_event_judgements(tmp_path / "none.csv")


RAID = R("Raid", (C("location", P("taji"), "Taji"),))
KILLING = R("Assassination", (C("victim", A("Ali Karim", "Person"), "Ali Karim"),))
STORE = store_of(Art("a.txt", (RAID, KILLING)), Art("b.txt", (RAID,)))
ONLY = Told("b.txt", "")


def resolve(one: Told, other: Told = ONLY, same: bool = True) -> tuple[str, ...]:
    return resolve_judged(STORE, [EventJudgement(one, other, same, "j.csv:2")]).unused


def test_judged_finds_reports_by_article_words_and_iri() -> None:
    iri = report_iri("a.txt", 1)
    for name in (iri, iri.removeprefix(BASE)):
        judged = resolve_judged(STORE, [EventJudgement(Told(name, ""), ONLY, True, "j.csv:2", "so")])
        assert judged.same == [tuple(sorted((iri, report_iri("b.txt"))))]
        assert judged.unused == ()


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Told("c.txt", ""), "no report of c.txt is in the store: build the article, or correct its name"),
        (Told("a.txt", ""), "a.txt has 2 reports, and no words say which: give the IRI of one"),
        (Told("a.txt", "a parade"), "no report of a.txt rests on the words “a parade”: copy them from its quote"),
        (Told("report/0000000000000000", ""), "no report is called report/0000000000000000: look for its IRI"),
        (Told("report/00> } #", ""), "is no report's IRI"),
    ],
)
def test_judged_that_finds_no_report_says_why(one: Told, said: str) -> None:
    (why,) = resolve(one)
    assert why.startswith("j.csv:2: not used: ")
    assert said in why


def test_judged_of_one_pair_twice_keeps_apart() -> None:
    one = Told(report_iri("a.txt", 0), "")
    rows = [EventJudgement(one, ONLY, True, "j.csv:2"), EventJudgement(ONLY, one, False, "j.csv:3")]
    for order in (rows, rows[::-1]):
        judged = resolve_judged(STORE, order)
        assert (judged.same, len(judged.apart), len(judged.unused)) == ([], 1, 1)


def test_judged_is_written_and_read() -> None:
    judged = resolve_judged(STORE, [EventJudgement(Told(report_iri("a.txt"), ""), ONLY, False, "j.csv:2", "two towns")])
    store = store_of()
    store.extend(judgement_quads(judged))
    assert read_judged(store) == judged


MOSUL = "Attack in the north\n\nGunmen attacked an army convoy in {} on July 3, 2020. Two soldiers were killed.\n"


def test_build_keeps_to_event_judgements_beside_the_store(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, town in (("a", "Mosul"), ("b", "Kirkuk"), ("c", "Mosul")):
        Path(f"{name}.txt").write_text(MOSUL.format(town) + f"\nPaper {name} has it so.\n", encoding="utf-8")

    def event_of(name: str) -> str:
        rows = map(json.loads, kg("claims", "--store", "s/store", "--format", "jsonl").out.splitlines())
        return next(
            str(r["event"]) for r in rows if r["document"] == f"{name}.txt" and r["value_text"] == "army convoy"
        )

    def build(*more: str) -> str:
        ran = kg("build", "a.txt", "b.txt", "c.txt", "--store", "s/store", *more)
        return f"{ran.status} {ran.err}"

    words = "attacked an army convoy"
    assert build().startswith("0")
    assert event_of("a") == event_of("c") != event_of("b")
    first, second = event_of("a"), event_of("b")

    written(Path("s"), f"a.txt,{words},b.txt,{words},same,\nc.txt,{words},a.txt,{words},same,\n")
    assert build().startswith("0")
    assert event_of("a") == event_of("b") == event_of("c")
    (old,) = {first, second} - {event_of("a")}
    rows = [json.loads(r) for r in kg("events", "--store", "s/store", "--changes", "-f", "jsonl").out.splitlines()]
    assert {row["revision"] for row in rows} == {1, 2}
    assert [(r["change"], r["into"]) for r in rows if r["event"] == old] == [("Added", []), ("Merged", [event_of("a")])]
    later = kg("events", "--store", "s/store", "--changes", "--since", "1", "-f", "jsonl").out.splitlines()
    assert later == [json.dumps(row, ensure_ascii=False) for row in rows if row["revision"] == 2]
    assert f"{event_of('a')} is described by" in kg("show", old.removeprefix(BASE), "--store", "s/store").out

    written(Path("s"), f"a.txt,{words},b.txt,{words},same,heard of it there\na.txt,{words},c.txt,{words},not same,\n")
    assert build().startswith("0")
    assert event_of("a") == event_of("b") != event_of("c")
    assert build("--rebuild").startswith("0")
    assert event_of("a") == event_of("b") != event_of("c")
    explained = kg("events", "--store", "s/store", "--explain", event_of("a")).out
    assert "joined by a judgement, s/event-judgements.csv:2: heard of it there" in explained
    assert "kept apart by a judgement, s/event-judgements.csv:3" in explained
    assert "place: " in explained

    written(Path("s"), f"a.txt,{words},d.txt,,same,\n")
    ran = build()
    assert ran.startswith("1")
    assert "event-judgements.csv:2: not used: no report of d.txt is in the store" in ran.replace("\n", " ")
    assert event_of("a") == event_of("c") != event_of("b")
    written(Path("s"), "a.txt,,b.txt,,maybe,\n")
    ran = build()
    assert ran.startswith("2")
    assert "event-judgements.csv:2: “maybe” is no verdict" in ran.replace("\n", " ")
