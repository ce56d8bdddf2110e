"""HTML -> Reading: the article without the site around it."""

from __future__ import annotations

import json
import re
from typing import Any

from assistant.reading.flowing import Embedded, flowing_reading, is_heading
from assistant.reading.html import page_flow, parsed_html
from assistant.reading.plain_text import decode
from assistant.records import BlockKind, Reading

MOST_LINKED = 100_000  # characters of JSON-LD


def read_html(data: bytes, file: str) -> Reading:
    """Headings, paragraphs, lists and tables of <main> or <article>, else of what is no site furniture."""
    root = parsed_html(_decode(data))
    embedded = _embedded(root)
    flow, struck = page_flow(root)
    if not any(is_heading(item) for item in flow) and embedded.title:
        flow.insert(0, (BlockKind.HEADING, 1, embedded.title))
    return flowing_reading(flow, embedded, file, struck.warnings())


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
    linked = _linked_data(root)
    publisher = publisher or linked.get("publisher", "")
    return Embedded(title, author, created or linked.get("datePublished", ""), publisher)


def _linked_data(root: Any) -> dict[str, str]:
    """Publisher and date of what a page says of itself in JSON-LD; nothing where that is no JSON."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            said = json.loads((script.text or "")[:MOST_LINKED])
        except (ValueError, RecursionError):
            continue
        for item in said if isinstance(said, list) else [said]:
            if isinstance(item, dict) and isinstance(item.get("datePublished"), str):
                by = item.get("publisher")
                name = by.get("name") if isinstance(by, dict) else by
                found = {"datePublished": item["datePublished"], "publisher": name}
                return {key: text for key, text in found.items() if isinstance(text, str)}
    return {}


def _own_title(root: Any) -> str:
    """The page's title without the site's name behind a bar."""
    title = str(root.findtext(".//title") or "")
    return title.split(" | ")[0].strip() or title
