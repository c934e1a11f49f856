"""The two seed articles' account of the convoy attack, as extraction should leave it."""

from tests.consolidate.makers import A, Art, C, P, R

AL_ARABY = A("", slug="al-araby-al-jadeed")
SUMARIA = A("", slug="al-sumaria")
INTERIOR = A("Sources in the Iraqi Interior Ministry", "AnonymousSource")
SECURITY = A("Iraqi security sources", "AnonymousSource")
SECURITY_SOURCE = A("a security source", "AnonymousSource")
BETWEEN = P("between Diwaniya and Samawah", "between", ("diwaniyah", "samawah"))
HIGHWAY = P("Samawah-Diwaniya highway", "road", ("diwaniyah", "samawah"))

POST = Art(
    "seeds/000.txt",
    (
        R(
            "Arson",
            (
                C("eventType", "Attack"),
                C("eventType", "TerroristAttack", "a terrorist attack", positive=False, by=(INTERIOR, AL_ARABY)),
                C("perpetrator", A("Gunmen"), by=(AL_ARABY,)),
                C("perpetrator", A("an armed group"), by=(SECURITY, SUMARIA)),
                C(
                    "perpetrator",
                    A("Iraqi militias", slug="iraqi-militias"),
                    "one of the militias",
                    certainty="probable",
                    by=(INTERIOR, AL_ARABY),
                ),
                C("target", A("three large trucks", "Object"), by=(AL_ARABY,)),
                C("destroyed", (3, 3), "three large trucks", by=(AL_ARABY,)),
                C("location", BETWEEN),
                C("location", P("south of Baghdad", "south", ("baghdad",))),
                C("location", P("Iraq")),
                C("date", "2020-07-11", "on Saturday"),
            ),
        ),
        R("Assassination", (C("victim", A("", slug="qasem-soleimani")),)),
        R(
            "RocketAttack",
            (C("date", "2020-06", "In June"), C("count", (6, 6), "six"), C("location", P("baghdad"))),
            multiple=True,
        ),
    ),
    publisher="the-jerusalem-post",
    published="2020-07-12",
)
OTHER = Art(
    "seeds/004.txt",
    (
        R(
            "Attack",
            (
                C("eventType", "Arson"),
                C("perpetrator", A("unidentified militants")),
                C("perpetrator", A("an unknown group of rebels")),
                C("perpetrator", A("rebels"), by=(SECURITY_SOURCE,)),
                C("target", A("a convoy for US troops", "Object", of="united-states")),
                C("target", A("one Humvee armored vehicle", "Object")),
                C("target", A("two tankers", "Object")),
                C("destroyed", (3, None), "At least three vehicles"),
                C("location", HIGHWAY),
                C("date", "--07-11", "On July 11"),
                C("killed", (0, 0), "no casualties", by=(SECURITY_SOURCE,)),
            ),
        ),
        R(
            "Assassination",
            (
                C("victim", A("Iranian General Qasem Soleimani", "Person")),
                C("perpetrator", A("", slug="united-states")),
                C("date", "--01", "in January"),
                C("location", P("iraq")),
            ),
        ),
        R(
            "Attack",
            (C("perpetrator", A("", slug="iran")), C("location", P("iraq"))),
            certainty="hypothetical",
        ),
    ),
)
