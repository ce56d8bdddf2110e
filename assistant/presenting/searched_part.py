"""What part of the library was searched, in words: "alleen: Evaluatie bruggen; documenten vanaf 2019"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.language.languages import LANGUAGES
from assistant.records import Filters
from assistant.texts import Texts

if TYPE_CHECKING:
    from assistant.library import Library


def filters_in_words(
    filters: Filters, texts: Texts, titles: Mapping[str, str] | None = None
) -> str:
    """Empty where nothing was left out. ``titles`` has those of documents that are filtered for by their ids."""
    named = ", ".join((titles or {}).get(document, document) for document in filters.documents)
    language = texts(f"language_{filters.language}") if filters.language in LANGUAGES else ""
    parts = (
        ("filter_names", "names", named),
        ("filter_from", "year", filters.year_from),
        ("filter_to", "year", filters.year_to),
        ("filter_in", "language", language),
        ("filter_as_of", "date", filters.as_of),
    )
    return "; ".join(texts(key, **{name: value}) for key, name, value in parts if value)


def titles_of(library: Library, filters: Filters) -> dict[str, str]:
    """Document -> title, of those that are filtered for."""
    if not filters.documents:
        return {}
    documents = (version.document for version in library.versions.current())
    return {d.id: d.title for d in documents if d.id in filters.documents}
