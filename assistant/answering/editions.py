"""Two editions of one document that a question compares: "de versie van 2023 en die van 2024"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.terms import words
from assistant.library.names import naming
from assistant.records import Version

_YEAR = r"(?:19|20)\d\d"
_EDITION = re.compile(
    rf"^(?:(?:de|het|the|die|dat|that)\s)?"
    rf"(?:(?P<before>{_YEAR})\s(?:versie|editie|version|edition|one)|"
    rf"(?:(?:versie|editie|version|edition|one)\s)?(?:(?:van|uit|of|from|for)\s)?(?:[^\W\d_]{{3,9}}\s)?(?P<behind>{_YEAR}))$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:versies?|edities?|versions?|editions?)\b", re.IGNORECASE)


def editions(
    versions: Sequence[Version], first: str, second: str
) -> tuple[Version, Version] | None:
    """The two that "de versie van 2023" and "die van 2024" are of; None where they are not called so, or where
    documents of more than one title have editions of both years."""
    one, other = _EDITION.match(first), _EDITION.match(second)
    if one is None or other is None or not _CALLED.search(f"{first} {second}"):
        return None
    years = [found["before"] or found["behind"] for found in (one, other)]
    earlier, later = ([v for v in versions if year in words(naming(v))] for year in years)
    pairs = [(a, b) for a in earlier for b in later if a.id != b.id and _kin(a) == _kin(b)]
    return pairs[0] if len(pairs) == 1 else None


def _kin(version: Version) -> tuple[list[str], str]:
    """What editions of one document have in common: the title but for its numbers, and the publisher."""
    title = [word for word in words(version.document.title) if not word.isdigit()]
    return title, version.document.publisher
