"""The months of the year by name, Dutch and English: as printed, in lower case, and shortened."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.records import Language

# As a date is printed, January first.
MONTHS: Mapping[Language, tuple[str, ...]] = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
ENGLISH_MONTHS = tuple(name.lower() for name in MONTHS["en"])
# The names of each month in lower case, one where both languages have the same.
MONTH_NAMES: tuple[tuple[str, ...], ...] = tuple(
    tuple(dict.fromkeys(names)) for names in zip(MONTHS["nl"], ENGLISH_MONTHS, strict=True)
)
MONTH_NUMBERS: Mapping[str, int] = {
    name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names
}
_SHORTENED = "jan|feb|mrt mar|apr||jun|jul|aug|sep sept|okt oct|nov|dec".split("|")
# The same with what a letterhead or a file's properties make of them: "feb", "mrt".
WRITTEN_MONTHS: Mapping[str, int] = {
    **MONTH_NUMBERS,
    **{name: n for n, names in enumerate(_SHORTENED, start=1) for name in names.split()},
}
