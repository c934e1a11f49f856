"""Which pages of a site stand for the others: of each kind the longest, the shortest, and one between."""

from pathlib import Path

KINDS = ("event", "actor", "place", "article", "claim", "queries")
LISTS = ("events", "actors", "places", "articles", "ontology")


def sample_of(site: Path) -> list[str]:
    """Return the paths of pages, from the site's folder."""
    names = sorted(path.name for path in site.glob("*.html"))
    for folder in LISTS:
        names += [f"{folder}/{path.name}" for path in sorted((site / folder).glob("*.html"))[:2]]
    for folder in KINDS:
        pages = sorted((site / folder).glob("*.html"), key=lambda path: (path.stat().st_size, path.name))
        assert pages, f"the site has no page of an {folder}"
        names += [f"{folder}/{page.name}" for page in (pages[0], pages[len(pages) // 2], pages[-1])]
    return names
