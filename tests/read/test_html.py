"""Web pages: what is the article, what the markup states, and what a hostile page can do (nothing)."""

import subprocess
import sys

import pytest

from kg.errors import InputError, UnsupportedLanguage
from kg.model import Article, BlockKind
from kg.read.html import read_page

ONE = (
    "Militants fired mortar shells at a fuel depot south of Kirkuk on Wednesday, and two guards were hurt, police said."
)
TWO = "A police colonel told the Gazette that four shells hit the yard and that one tank caught fire in the night."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Militants shell depot | The Test Gazette</title><meta property="og:site_name" content="The Test Gazette">
<meta property="article:published_time" content="2021-03-04T08:30:00+00:00">
<meta name="author" content="Jane Doe"><link rel="canonical" href="https://example.org/2021/depot">
<style>.x{{color:red}}</style><script>var a = "Code of the page, and not a word of its text.";</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Militants shell depot</h1><p>By Jane Doe</p>
<figure><img src="x.jpg"><figcaption>A tanker burns at another depot in the year 2019.</figcaption></figure>
<p>{ONE}</p>
<div class="wp-caption"><p class="wp-caption-text">Guards stand at the gate of the depot on Thursday.</p></div>
<p>{TWO}</p></article><aside><h3>Related articles</h3><a href="/1">Rockets hit a base</a></aside>
<footer>Copyright 2021 The Test Gazette. All rights reserved.</footer></body></html>"""


def _page(body: str, head: str = "") -> Article:
    return read_page(
        f"<html><head>{head}</head><body>{body}<p>{ONE}</p><p>{TWO}</p></body></html>".encode(), document="a.html"
    )


def _texts(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is kind]


def test_html_reads_article_and_metadata() -> None:
    article = read_page(PAGE.encode(), document="a.html")
    assert _texts(article, BlockKind.HEADLINE) == ["Militants shell depot"] == [article.headline]
    assert _texts(article, BlockKind.BODY) == [ONE, TWO]
    assert (article.publisher, article.authors, article.published) == (
        "The Test Gazette",
        ("Jane Doe",),
        "2021-03-04T08:30",
    )
    assert article.url == "https://example.org/2021/depot"


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2022-01-05T11:02Z"}]}</script>',
            "",
            "2022-01-05T11:02",
        ),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ('<meta name="date" content="20220105">', "", "2022-01-05"),
        ("", '<article><time datetime="2022-01-05">5 January</time></article>', "2022-01-05"),
        ("", '<time datetime="2022-01-05"></time><time datetime="2021-01-05"></time>', None),
        ("", '<time datetime="2022-01-05" class="published"></time><time datetime="2021-01-05"></time>', "2022-01-05"),
        ("", "<p>By Jane Doe</p><p>March 3, 2021 05:09</p>", "2021-03-03T05:09"),
        ("", '<a href="/2019/05/06/other">An older report of 6 May 2019</a>', None),
        ('<meta property="article:published_time" content="2022-02-31">', "", None),
    ],
)
def test_html_dates_only_what_states_a_date(head: str, body: str, published: str | None) -> None:
    assert _page(body, head).published == published


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//x", "https://e.org/ a", "https://e.org/<b>", "file:///etc/passwd"]
)
def test_html_keeps_only_plain_web_addresses(url: str) -> None:
    found = _page("", f'<link rel="canonical" href="{url}">').url
    assert found is None or (found.startswith("https://") and not set(found) & set(' <>"'))


@pytest.mark.parametrize("name", ["utf-16", "windows-1252", "utf-8-sig"])
def test_html_decodes_what_the_page_declares(name: str) -> None:
    head = f"<html><head><meta charset='{name}'></head>"
    page = f"{head}<body><p>The café of José burned. {ONE}</p><p>{TWO}</p></body></html>"
    assert "café of José" in read_page(page.encode(name), document="a.html").text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><body>\xe9 the army</body></html>", "declares no character set"),
        (b"<html><meta charset=rot13><body>\xe9 the army</body></html>", "'rot13'"),
        (b"<html><meta charset=shift_jis><body>\xfd\xff</body></html>", "'shift_jis'"),
        (b"<html><body></body></html>", "no article found"),
        (b"words of a text, and no more", "holds no HTML"),
        (b"  ", "is empty"),
        (b"<html><body>" + b"<p>" * 200_000, "HTML elements, the limit is"),
        (b"<html>\0</html>", "binary"),
    ],
)
def test_html_refuses_what_holds_no_article(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_page(data, document="a.html")


def test_html_refuses_other_languages() -> None:
    text = "<p>Los hombres armados atacaron un convoy en el sur del país y quemaron los camiones de la empresa.</p>"
    with pytest.raises(UnsupportedLanguage, match="Spanish"):
        read_page(f"<html><body><article>{text * 4}</article></body></html>".encode(), document="a.html")


def test_html_drops_forbidden_characters_and_expands_no_entities() -> None:
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "boom"}">' for i in range(12))
    page = f"<!DOCTYPE html [{bomb}]><html><body><p>&a11; &#x1; &#xD800; &#0; \x0b {ONE}</p><p>{TWO}</p></body></html>"
    article = read_page(page.encode(), document="a.html")
    assert len(article.text) < 1000
    assert not set(article.text) & set("\x00\x01\x0b\ud800")


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "blockquote", "table><tr><td"])
def test_html_survives_deep_nesting(tag: str) -> None:
    """In a process of its own, because what deep nesting ends is the process."""
    code = (
        "from kg.errors import InputError\nfrom kg.read.html import read_page\n"
        f"data = ('<html><body>' + '<{tag}>' * 100_000 + '<p>{ONE}</p>').encode()\n"
        "try:\n    read_page(data, document='a.html')\nexcept InputError:\n    pass\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
