"""Page values -> HTML, by the templates beside this file; everything is escaped that a template does not write."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.export.site.plan import SitePlan
from kg.export.site.values import Link, Statement

TEMPLATES = Path(__file__).parent / "templates"
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("style", "script", "img")),
        *(f"{kind} 'none'" for kind in ("base-uri", "form-action")),
    )
)
DESCRIPTION = 200  # characters of a description, for search engines cut longer ones
SECTIONS = ("events", "actors", "places", "articles", "queries", "ontology", "search", "about")


class Head(NamedTuple):
    """What every page has; `up` leads to the site's folder, `data` to the same in other formats."""

    title: str
    description: str
    up: str
    section: str = ""
    iri: str = ""
    data: tuple[Link, ...] = ()


@cache
def environment() -> Environment:
    """Return the templates' environment."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _macros() -> Any:
    return environment().get_template("statement.html").module


def render(template: str, plan: SitePlan, head: Head, values: Mapping[str, object]) -> bytes:
    """Write a page."""
    page = environment().get_template(template)
    top, foot = _frame(plan, head.up, head.section)
    return page.render(values, head=head, site=plan, policy=POLICY, top=top, foot=foot).encode()


@cache
def _frame(plan: SitePlan, up: str, section: str) -> tuple[Markup, Markup]:
    """Return what stands above and below every page of a section, which is written once."""
    pages = {"search": "search.html", "about": "about.html"}
    links = [(name, Link(name.capitalize(), up + pages.get(name, f"{name}/index.html"))) for name in SECTIONS]
    frame: Any = environment().get_template("frame.html").module
    return frame.top(plan.title, up, section, links), frame.foot(up)


class Written(NamedTuple):
    """A statement as HTML, for pages that lie as deep as a thing's."""

    whole: str  # with its speakers and its certainty
    how: str  # these alone


def write_statement(statement: Statement) -> Written:
    """Write a statement once, for every page that shows it."""
    macros = _macros()
    how = macros.how(statement)
    return Written(str(macros.statement(statement, how)), str(how))


def safe(html: str) -> Markup:
    """Mark what a template wrote as written."""
    return Markup(html)  # noqa: S704  only what render and statement_html made comes here


def shortened(text: str, most: int = DESCRIPTION) -> str:
    """Cut a text at a word, with an ellipsis."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0]} …"
