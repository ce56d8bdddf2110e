"""Versions that no library holds, for rules that look at nothing but what is known of a document."""

from __future__ import annotations

from assistant.records import Document, Version


def a_version(
    title: str, publisher: str, published: str, *, kind: str = "report", key: str = ""
) -> Version:
    """A current version of one page. ``key`` tells documents of one title apart."""
    known_by = f"{title} {published} {key}".strip()
    document = Document(
        id=known_by,
        title=title,
        publisher=publisher,
        published=published,
        language="nl",
        kind=kind,
    )
    return Version(
        id=known_by,
        document=document,
        file=f"{known_by}.pdf",
        format="pdf",
        pages=1,
        passages=1,
        paged=True,
        added="",
        current=True,
        status="ready",
    )
