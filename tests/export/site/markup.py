"""What of a page's markup is its own: no element, attribute or address that an article could have brought."""

import re
from collections.abc import Iterator, Mapping

import lxml.etree  # type: ignore[import-untyped]  # lxml has no type stubs of its own
import lxml.html  # type: ignore[import-untyped]

# What pages are made of; some of it only in a form of the site's own.
ELEMENTS = frozenset(
    (
        "html head title meta link script body header nav main footer section article aside figure figcaption hr br"
        " h1 h2 h3 h4 p div span ul ol li dl dt dd a abbr b i u em strong small sub sup mark q cite blockquote bdi dfn"
        " code pre time table caption colgroup col thead tbody tfoot tr th td details summary label input"
        " svg g path rect circle text desc"
    ).split()
)
_OWN_SCRIPT = re.compile(r"(?:\.\./)?assets/[a-z0-9-]+\.js")
_OWN_LINK = frozenset(("stylesheet", "alternate", "canonical", "icon", "next", "prev", "describedby", "license", "up"))
_OWN_META = frozenset(("content-security-policy", "refresh"))
_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\t\r\n]*):")  # as browsers read it, without control signs
_ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "{http://www.w3.org/1999/xlink}href")


def foreign_markup(page: bytes) -> Iterator[str]:
    """Yield what stands on a page that is not of the site's own making."""
    root = lxml.html.fromstring(page)
    for comment in root.iter(lxml.etree.Comment, lxml.etree.ProcessingInstruction):
        yield f"a comment or instruction: {comment.text!r}"
    for element in root.iter(lxml.etree.Element):
        yield from _of_element(str(element.tag), element.attrib)


def _of_element(tag: str, given: Mapping[str, str]) -> Iterator[str]:
    if tag not in ELEMENTS:
        yield f"<{tag}>"
    for name, value in given.items():
        if name.lower().startswith("on") or name.lower() in ("style", "srcdoc", "srcset", "background", "autofocus"):
            yield f"<{tag} {name}={value!r}>"
        if name in _ADDRESSES and (scheme := _SCHEME.match(value)) and scheme[1].lower() not in ("http", "https"):
            yield f"<{tag} {name}={value!r}>"
        if name in _ADDRESSES and value.startswith("//"):
            yield f"<{tag} {name}={value!r}>"
    if tag == "script" and not _OWN_SCRIPT.fullmatch(given.get("src", "")):
        yield f"<script src={given.get('src')!r}>"
    if tag == "link" and given.get("rel") not in _OWN_LINK:
        yield f"<link rel={given.get('rel')!r}>"
    if tag == "meta" and given.get("http-equiv", "refresh").lower() not in _OWN_META:
        yield f"<meta http-equiv={given['http-equiv']!r}>"
    if tag == "input" and given.get("id") != "query":
        yield f"<input id={given.get('id')!r}>"


def shown_text(page: bytes) -> str:
    """Return the words that a reader of a page is shown, on one line."""
    body = lxml.html.fromstring(page).find("body")
    return " ".join("".join(body.itertext()).split()) if body is not None else ""
