"""HTML -> Reading: the article without the site around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html
from lxml.etree import LxmlError

from assistant.errors import UnreadableDocument
from assistant.reading.flowing import Embedded, Flow, decode, flowing_reading
from assistant.records import BlockKind, Reading

_AROUND = (
    "nav header footer aside script style noscript form template iframe svg button select dialog "
    "object video audio canvas"
).split()
_AROUND_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu"}
_LISTED = {"li", "dd", "dt"}
_TEXT_BLOCKS = {"p", "blockquote", "pre", "figcaption", "caption", "address", *_LISTED}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
MAX_DEPTH = 200


def read_html(data: bytes, file: str) -> Reading:
    """Headings, paragraphs, lists and tables of <main> or <article>, else of what is no site furniture."""
    root = _root(_decode(data))
    embedded = _embedded(root)
    flow = _article(root)
    if not any(kind is BlockKind.HEADING for kind, _, _ in flow) and embedded.title:
        flow.insert(0, (BlockKind.HEADING, 1, embedded.title))
    return flowing_reading(flow, embedded, file)


def html_flow(text: str) -> list[Flow]:
    """Blocks of a piece of HTML, such as the body of an e-mail."""
    return _article(_root(text.replace("\0", " ") or " "))


def _root(text: str) -> Any:
    try:
        return html.document_fromstring(text)
    except (LxmlError, ValueError) as error:
        raise UnreadableDocument(
            "The web page has no text that can be read. Save it again."
        ) from error


def _article(root: Any) -> list[Flow]:
    main = root.xpath("//main|//article|//*[@role='main']")
    body = main[0] if main else (root.find("body") if root.find("body") is not None else root)
    if main and main[0].tag == "article" and len(root.xpath("//article")) > 1:
        body = main[0].getparent()
    if len("".join(body.itertext()).split()) < 20 and root.find("body") is not None:
        body = root.find("body")
    return list(_flow(body, 0))


def _decode(data: bytes) -> str:
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    if declared:
        try:
            text = data.decode(declared[1].decode("ascii"), "replace")
        except LookupError:
            text = decode(data)
    else:
        text = decode(data)
    # lxml refuses a str that still declares an encoding, and stops at NUL.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", " ")) or " "


def _embedded(root: Any) -> Embedded:
    meta = {
        (m.get("name") or m.get("property") or m.get("itemprop") or "").lower(): m.get("content")
        or ""
        for m in root.iter("meta")
    }
    names = ("dcterms.title", "og:title")
    title = next((meta[n] for n in names if meta.get(n)), "") or _own_title(root)
    author = next((meta[n] for n in ("author", "dcterms.creator") if meta.get(n)), "")
    publishers = ("dcterms.publisher", "publisher", "og:site_name")
    publisher = next((meta[n] for n in publishers if meta.get(n)), "")
    dates = ("dcterms.issued", "dcterms.date", "date", "article:published_time", "datepublished")
    created = next((meta[n] for n in dates if meta.get(n)), "")
    if not created:
        created = next((t.get("datetime") for t in root.iter("time") if t.get("datetime")), "")
    return Embedded(title, author, created, publisher)


def _own_title(root: Any) -> str:
    """The page's title without the site's name behind a bar."""
    title = str(root.findtext(".//title") or "")
    return title.split(" | ")[0].strip() or title


def _flow(element: Any, depth: int) -> Iterator[Flow]:
    if depth > MAX_DEPTH:
        return
    loose: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or _is_furniture(child):
            loose.append(child.tail or "")
            continue
        if _holds_blocks(child):
            yield from _paragraph(loose)
            loose = []
            yield from _block(child, depth)
        else:
            loose.append(_words(child))
        loose.append(child.tail or "")
    yield from _paragraph(loose)


def _block(child: Any, depth: int) -> Iterator[Flow]:
    if child.tag in _HEADINGS:
        yield BlockKind.HEADING, _HEADINGS[child.tag], _words(child)
    elif child.tag == "tr":
        cells = [_words(cell) for cell in child if cell.tag in ("td", "th")]
        yield BlockKind.TABLE_ROW, 0, "\t".join(cells)
    elif child.tag in _TEXT_BLOCKS and not any(_holds_blocks(c) for c in child):
        kind = BlockKind.PARAGRAPH
        if child.tag in _LISTED:
            kind = BlockKind.LIST_ITEM
        elif child.tag in ("figcaption", "caption"):
            kind = BlockKind.CAPTION
        yield kind, 0, _words(child)
    else:
        yield from _flow(child, depth + 1)


def _holds_blocks(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag in _TEXT_BLOCKS or element.tag in _HEADINGS or element.tag == "tr":
        return True
    if element.tag in (
        "div",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "dl",
        "table",
        "tbody",
        "thead",
        "br",
    ):
        return element.tag != "br"
    return next(element.iter("p", "div", "li", "tr", "section", *_HEADINGS), None) is not None


def _is_furniture(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.tag in _AROUND
        or (element.get("role") or "").lower() in _AROUND_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _words(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _is_furniture(child):
            parts.append(" " if child.tag == "br" else _words(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _paragraph(loose: list[str]) -> Iterator[Flow]:
    text = " ".join("".join(loose).split())
    if text:
        yield BlockKind.PARAGRAPH, 0, text
