"""The columns of a release's tables: name, type and meaning, for the writers, the README and the tests alike."""

from typing import NamedTuple

TEXT, TEXTS, WHOLE, NUMBER, DAY = "text", "list of texts", "whole number", "number", "date"


class Column(NamedTuple):
    """A column; a list is a JSON array in CSV and a list in Parquet."""

    name: str
    type: str
    meaning: str


CLAIM = (
    Column("claim", TEXT, "IRI of the claim"),
    Column("report", TEXT, "IRI of the report that it is about; empty for a relation between actors"),
    Column("event", TEXT, "IRI of the event that the report is of"),
    Column("article", TEXT, "IRI of the article"),
    Column("document", TEXT, "path or address of the article as it was read"),
    Column("publisher", TEXT, "who published the article"),
    Column("published", TEXT, "when, as the article says: a day or a moment in ISO 8601"),
    Column("event_type", TEXT, "class of the report, a local name of the ontology"),
    Column("predicate", TEXT, "role or relation that is claimed, a local name of the ontology"),
    Column("subject_id", TEXT, "IRI of the actor that a relation is of"),
    Column("subject_type", TEXT, "its class, a local name of the ontology"),
    Column("subject_label", TEXT, "its preferred name"),
    Column("subject_text", TEXT, "its words in the article"),
    Column("value_id", TEXT, "IRI of the value, if it is a thing"),
    Column("value_type", TEXT, "its class, a local name of the ontology"),
    Column("value_label", TEXT, "its preferred name; the normalised value of a date or number"),
    Column("value_text", TEXT, "its words in the article"),
    Column("certainty", TEXT, "certain, probable, possible or hypothetical: how surely the speaker says it"),
    Column("polarity", TEXT, "positive or negative"),
    Column("tense", TEXT, "past or future"),
    Column("said_by", TEXTS, "who says it, innermost first; the article itself where it speaks in its own voice"),
    Column("said_by_id", TEXTS, "their IRIs, in the same order"),
    Column("confidence", NUMBER, "how often claims found in this way are right, 0 to 1"),
    Column("start", WHOLE, "where the quote starts in the article's text, in characters"),
    Column("end", WHOLE, "where it ends"),
    Column("quote", TEXT, "the words that say it"),
)

# Columns of an event that are taken from claims, with the roles whose claims fill them.
SOURCED = {
    "perpetrators": ("perpetrator", "agent"),
    "targets": ("target",),
    "victims": ("victim",),
    "instruments": ("instrument",),
    "places": ("location",),
    "dates": ("date",),
    "killed": ("killed",),
    "injured": ("injured",),
    "detained": ("detained",),
}
_WHAT = {
    "perpetrators": "who did it, as some article states plainly: perpetrators of attacks and clashes, else agents",
    "targets": "what it was directed at, as some article states plainly",
    "victims": "people it harmed, as some article states plainly",
    "instruments": "weapons and means, as some article states plainly",
    "places": "where it was, as some article states plainly",
    "dates": "when it was, as some article states plainly",
    "killed": "numbers of killed, as some article states plainly",
    "injured": "numbers of injured, as some article states plainly",
    "detained": "numbers of detained, as some article states plainly",
}


def _sourced() -> tuple[Column, ...]:
    return tuple(
        column
        for name, what in _WHAT.items()
        for column in (
            Column(name, TEXTS, what),
            Column(f"{name}_said_by", TEXTS, f"of each of {name}, in the same order: who says so, outermost last"),
            Column(f"{name}_certainty", TEXTS, f"of each of {name}, in the same order: how surely"),
            Column(f"{name}_claim", TEXTS, f"of each of {name}, in the same order: IRI of the claim"),
        )
    )


EVENT = (
    Column("event", TEXT, "IRI of the event"),
    Column("type", TEXT, "class of the event, a local name of the ontology"),
    Column("type_claims", TEXTS, "IRIs of the claims of its type; without any it is that of the reports' first words"),
    Column("date_earliest", DAY, "first day that it may have been on"),
    Column("date_latest", DAY, "last day that it may have been on"),
    Column("date_precision", TEXT, "hour, day, month, year, season or interval"),
    Column("date_text", TEXT, "the date in EDTF or xsd form; --07-11 is a July 11 of an unknown year"),
    Column("place_id", TEXT, "IRI of the most precise of places"),
    Column("place_label", TEXT, "its name"),
    Column("latitude", NUMBER, "its latitude in degrees (WGS 84), if it is a point"),
    Column("longitude", NUMBER, "its longitude"),
    Column("place_precision", TEXT, "exact, near, region or country"),
    *_sourced(),
    Column("killed_low", WHOLE, "the lowest number of killed that any claim gives"),
    Column("killed_high", WHOLE, "the highest"),
    Column("injured_low", WHOLE, "the lowest number of injured that any claim gives"),
    Column("injured_high", WHOLE, "the highest"),
    Column("detained_low", WHOLE, "the lowest number of detained that any claim gives"),
    Column("detained_high", WHOLE, "the highest"),
    Column("side_counts", TEXTS, "killed or injured of one side, as “killed forces 3-4”: the lowest and the highest"),
    Column("reports", TEXTS, "IRIs of its reports"),
    Column("articles", TEXTS, "IRIs of their articles"),
    Column("independent_sources", WHOLE, "how many voices it rests on; who only repeats is not counted"),
    Column("contested", TEXTS, "roles on which claims contradict one another: read them in claims"),
    Column("other_claims", TEXTS, "IRIs of its claims that stand in no column: hedged, denied, planned, other roles"),
    Column("acled_event_type", TEXT, "ACLED event type nearest to the class, and to who was hit"),
    Column("acled_sub_event_type", TEXT, "ACLED sub-event type nearest to the class, and to who was hit"),
    Column("acled_geo_precision", WHOLE, "ACLED geo-precision of the place, 1 to 3"),
    Column("plover_event_type", TEXT, "PLOVER event type nearest to the class"),
    Column("plover_mode", TEXT, "PLOVER mode nearest to the class"),
    Column("gtd_attack_type", TEXT, "GTD attack type nearest to the class; empty if a state is said to have done it"),
    Column("gtd_target_type", TEXTS, "GTD target types of targets and victims"),
    Column("gtd_weapon_type", TEXTS, "GTD weapon types of instruments and of the class"),
    Column("gtd_iyear", WHOLE, "GTD year; empty if unknown"),
    Column("gtd_imonth", WHOLE, "GTD month; 0 if unknown"),
    Column("gtd_iday", WHOLE, "GTD day; 0 if unknown"),
    Column(
        "ucdp_type_of_violence", WHOLE, "UCDP type of violence by perpetrators, targets and victims, if anyone died"
    ),
    Column("ucdp_where_precision", WHOLE, "UCDP where-precision of the place, 1 to 7"),
    Column("ucdp_low", WHOLE, "UCDP low estimate: killed_low"),
    Column("ucdp_high", WHOLE, "UCDP high estimate: killed_high"),
)
