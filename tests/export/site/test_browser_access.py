"""The site for those who cannot see, or point: names, headings, landmarks, contrast, and everything by the tab key."""

from pathlib import Path

import pytest

from tests.export.site.chromium import Chromium
from tests.export.site.sample import sample_of

CHECKS = (Path(__file__).parent / "access.js").read_text("utf-8")
_FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"
_MOST = 80  # elements that one page's tab order is walked through; the rest of a long list is as its beginning
_REACHED = f"""(() => {{
  const seen = {{visibilityProperty: true}};
  const all = [...document.querySelectorAll("{_FOCUSABLE}")].filter(e => e.checkVisibility(seen));
  return [all.indexOf(document.activeElement), all.length];
}})()"""
_SHOWS_FOCUS = """(() => {
  const here = document.activeElement, inner = here.querySelector('circle, rect, path');
  const style = getComputedStyle(here);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      || !!inner && parseFloat(getComputedStyle(inner).strokeWidth) >= 3;
})()"""
NAMED = ("link", "image", "img", "button", "heading", "table", "region", "navigation", "textbox", "searchbox")


@pytest.fixture(scope="module", params=["seed", "corpus"])
def site(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(f"{request.param}_site"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_for_everyone(browser: Chromium, site: Path, scheme: str, width: int) -> None:
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    problems = {}
    for name in sample_of(site):
        browser.open((site / name).as_uri(), width)
        if found := browser.evaluate(CHECKS):
            problems[name] = found
    browser.call("Emulation.setEmulatedMedia", features=[])
    assert problems == {}


def test_what_a_screen_reader_reads_has_names(browser: Chromium, site: Path) -> None:
    for name in sample_of(site):
        browser.open((site / name).as_uri())
        nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
        kept = [node for node in nodes if not node.get("ignored")]
        nameless = [
            node["role"]["value"]
            for node in kept
            if node["role"]["value"] in NAMED and not node.get("name", {}).get("value", "").strip()
        ]
        assert nameless == [], name
        assert {node["role"]["value"] for node in kept} >= {"main", "navigation", "banner", "contentinfo"}, name


def test_the_tab_key_reaches_everything_and_shows_where_it_is(browser: Chromium, site: Path) -> None:
    for name in [name for name in sample_of(site) if name != "search.html"]:
        browser.open((site / name).as_uri())
        _, count = browser.evaluate(_REACHED)
        assert count > 5, name
        for step in range(min(count, _MOST)):
            browser.press("Tab")
            at, _ = browser.evaluate(_REACHED)
            assert at == step, f"{name}: the tab key leads to {at} in place of {step}"
            assert browser.evaluate(_SHOWS_FOCUS), f"{name}: focus is not seen on element {step}"


def test_the_first_link_skips_to_the_content(browser: Chromium, seed_site: Path) -> None:
    browser.open((seed_site / "events/index.html").as_uri())
    browser.press("Tab")
    shown = "(b => b.top >= 0 && b.left >= 0 && b.height > 10)(document.activeElement.getBoundingClientRect())"
    browser.wait_until(shown)
    browser.press("Enter")
    assert browser.wait_until("location.hash") == "#main"
    browser.press("Tab")
    assert browser.evaluate("document.querySelector('main').contains(document.activeElement)")


BAD = {
    "<h1>a</h1><h1>b</h1>": "2 h1",
    "<h1>a</h1><h3>b</h3>": "a heading of level 3 after 1",
    "<h1>a</h1><svg width=10 height=10><circle r=5 /></svg>": "a drawing without a name",
    "<h1>a</h1><table><tr><th scope=col>a</table>": "a table without a caption",
    "<h1>a</h1><table><caption>c</caption><tr><th>a</table>": "a th without a scope",
    "<h1>a</h1><p tabindex=3>x": "a tabindex",
    "<h1>a</h1><input>": "an input without a label",
    "<h1>a</h1><p style='color: #999'>pale": "contrast 2.85 < 4.5",
    "<h1>a</h1><p aria-labelledby=no>x": "aria-labelledby of nothing",
}


@pytest.mark.parametrize("bad", BAD)
def test_the_checks_find_a_hindrance(browser: Chromium, tmp_path: Path, bad: str) -> None:
    page = tmp_path / "bad.html"
    rest = "<header><nav aria-label=x>n</nav></header><main>{}</main><footer>f</footer>"
    page.write_text(f"<!doctype html><html lang=en><meta charset=utf-8><title>x</title>{rest.format(bad)}")
    browser.open(page.as_uri())
    (problem,) = browser.evaluate(CHECKS)
    assert problem.startswith(BAD[bad])
