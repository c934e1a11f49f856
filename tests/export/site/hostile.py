"""Articles that hold hostile text wherever an article can hold text: name, title, outlet, author, address, body."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

_LONGEST_NAME = 150  # bytes of a file's name; systems allow 255
_TOGETHER = 10  # payloads in one plain text
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta name="author" content="{author}"><link rel="canonical" href="{address}">
<meta property="article:published_time" content="2021-05-03T10:00:00Z"></head>
<body><article><h1>{title}</h1>
{body}
</article></body></html>
"""


def sentences(payload: str) -> Iterator[str]:
    """Yield what an article says of a group with a hostile name, of what it did and said."""
    yield f"Fighters of the {payload} Brigade attacked an army checkpoint near Mosul on Monday, killing four soldiers."
    yield f"The Interior Ministry accused {payload} of the bombing of a police station in Kirkuk on Sunday."
    yield f"A spokesman for the {payload} Front said on Tuesday that its fighters had shot down a drone near {payload}."


def page(payload: str) -> str:
    """Write a web page; what an author types arrives escaped, as it would on a real page."""
    return _PAGE.format(
        title=escape(f"Attack by {payload} kills four"),
        outlet=escape(f"The {payload} Post"),
        author=escape(f"Jane {payload}"),
        address=escape(payload if ":" in payload[:12] else f"https://example.org/{payload}"),
        body="\n".join(f"<p>{escape(sentence)}</p>" for sentence in sentences(payload)),
    ).replace("\0", "&#0;")


def text(payloads: tuple[str, ...]) -> str:
    """Write a plain text of several payloads, the first of them in its headings; a text with a NUL is refused."""
    first = payloads[0]
    head = f"date 2021-05-03 The {first} Post - World News\nAttack by {first} kills four\n\n"
    byline = f"By Jane {first}\nMAY 3, 2021 05:09\n"
    body = "".join(f"{sentence}\n" for payload in payloads for sentence in sentences(payload))
    return (head + byline + body).replace("\0", "")


def write_hostile(folder: Path, payloads: Sequence[str]) -> Path:
    """Write the articles into a folder: a web page of each payload, with a name of it, and plain texts of several."""
    folder.mkdir()
    for number, payload in enumerate(payloads):
        name = payload.replace("/", "∕").replace("\0", "").encode()[:_LONGEST_NAME].decode(errors="ignore")
        (folder / f"{number:03} {name}.html").write_text(page(payload), "utf-8")
    for number in range(0, len(payloads), _TOGETHER):
        some = tuple(payloads[number : number + _TOGETHER])
        (folder / f"text {number:03}.txt").write_text(text(some), "utf-8")
    return folder
