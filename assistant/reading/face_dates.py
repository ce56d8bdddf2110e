"""When a document came out: the date on its face before that of its file; no date of what it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.language.months import WRITTEN_MONTHS
from assistant.reading.face import Face

_MONTH = "|".join(sorted(WRITTEN_MONTHS, key=len, reverse=True))
_FULL = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE
)
_AMERICAN = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}}),\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:datum|date|gepubliceerd(?: op)?|published(?: on)?|vastgesteld(?: op)?|publicatiedatum|"
    r"rapportdatum|versie van)\b\s*:?\s*(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?,\s*)?",
    re.IGNORECASE,
)
# Of a minister's answers it is the day on which parliament got them.
_ANSWERED = re.compile(r"\bAntwoord van\b[^()]{3,200}(?:\([^()]*\)[^()]{0,300}){0,4}\(ontvangen\s+")
_PDF_DATE = re.compile(r"^D:(\d{4})(\d\d)?(\d\d)?")

_YEAR = re.compile(r"(?:19|20)\d\d")
_PLACE_AND_YEAR = re.compile(r"(?:[A-Z][^\W\d][^,\d]*,(?: [A-Z][^,\d]+)? )?((?:19|20)\d\d)")
# A date behind these is of something that the document tells of, or of somebody's reading it.
_OF_ELSE = re.compile(
    r"\b(?:ontvangst|ontvangen|received|receipt|geraadpleegd|accessed|retrieved|ingang\w*|start\w*|begin\w*|"
    r"eind(?:e|igt)?|looptijd|periode|vanaf|tot|until|from|geboren|born|deadline|uiterlijk|hearing|"
    r"vergadering|updated|printed)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_WEAK = 9  # rank of a date that the file's own goes before
_AROUND = 45  # characters beside a date that a line may have which is no sentence
_LATER = timedelta(days=366)  # after the file was made, a date is a plan


def published_of(face: Face, file: str, title: str, created: str) -> str:
    """ISO date: labelled on the face, in the file's name, else on a line of its own, else the file's."""
    made = _made(created)
    head = f"{face.running}\n{face.text[:6000]}"
    for label in _LABELLED.finditer(head):
        found = first_date(head[label.end() : label.end() + 25].split("\n\n")[0])
        if found and not _is_future(found, made) and _begins_with_date(head[label.end() :]):
            return found
    answered = _ANSWERED.search(head)
    if answered and (found := first_date(head[answered.end() : answered.end() + 25])):
        return found
    named = _ISO.search(file)
    if named:
        return "-".join(named.groups())
    ranked = sorted(_candidates(face, made, title), key=lambda candidate: candidate[0])
    if ranked and ranked[0][0] < _WEAK:
        best = ranked[0][1]
        # A day that the document or its own front matter gives, too, is better than its month alone.
        days = [found for _, found in ranked] + [made] * (not created.startswith("D:"))
        return next((day for day in days if len(day) == 10 and day.startswith(best)), best)
    year = _YEAR.search(title)
    return (ranked[0][1] if ranked else "") or made or (year.group() if year else "")


def _begins_with_date(text: str) -> bool:
    start = text.lstrip(" \t\n:")
    return any(p.match(start) for p in (_FULL, _AMERICAN, _DIGITS, _MONTH_YEAR, _ISO))


def _candidates(face: Face, made: str, title: str) -> Iterator[tuple[int, str]]:
    """(rank, ISO date) of dates that stand on a line which is no sentence; the lowest rank is best.

    A day right under the title is the document's own, however old the file from which it was made."""
    cover = len(face.text.split("\n\n")[0]) < 1500
    for start, text in ((0, face.text[:3000]), (3, face.running), (4, face.imprint)):
        before = ""
        for line in text.split("\n"):
            if line.strip():
                found = first_date(line)
                rank = _rank(line.strip(), before, start == 4 or len(found) < 10)
                if not found and (found := _alone_year(line, start, cover)):
                    rank = 4
                own = rank == 0 and start == 0 and len(found) == 10 and _same(before, title)
                if rank is not None and found and not _is_future(found, "" if own else made):
                    yield rank + start, found
                before = line


def _same(line: str, title: str) -> bool:
    return bool(title) and line.split() == title.split()


def _rank(line: str, before: str, strict: bool) -> int | None:
    """0 where a line is a date, 1 where it is a place or a version with one, 2 where it is short."""
    rest = undated(line)
    if _WEEKDAY.search(line) or _OF_ELSE.search(line) or _OF_ELSE.search(before[-60:]):
        return None
    if len(rest) < 4:
        return 0
    if re.fullmatch(
        r"[A-Z][\w' -]{2,25},?|(?:versie|version|v)\W?[\d.]+\w?\W*", rest, re.IGNORECASE
    ):
        return 1
    return (
        2 if len(rest) <= (20 if strict else _AROUND) and not re.search(r"[a-z]\.$", rest) else None
    )


def undated(line: str) -> str:
    """A line without its dates."""
    for pattern in (_FULL, _AMERICAN, _DIGITS, _ISO, _MONTH_YEAR):
        line = pattern.sub(" ", line)
    return re.sub(r"\s+", " ", line).strip(" ,;:|–-")


def _alone_year(line: str, start: int, cover: bool) -> str:
    """The year that a cover gives by itself, or behind a place ("Denver, Colorado 1998")."""
    found = _PLACE_AND_YEAR.fullmatch(line.strip()) if not start and cover else None
    return found[1] if found else ""


def made_on(created: str, changed: str) -> str:
    """The ISO day on which an office file was made, of the two that it gives.

    One that was changed over a year later was made from an older one, whose date it kept.

    >>> made_on("2015-02-01", "2021-03-04"), made_on("2021-02-01", "2021-03-04"), made_on("", "2021-03-04")
    ('2021-03-04', '2021-02-01', '2021-03-04')
    """
    try:
        days = [date.fromisoformat(day[:10]) for day in (created, changed)]
    except ValueError:
        return created or changed
    return changed if days[1] - days[0] > _LATER else created


def _made(created: str) -> str:
    """When the file says that it was made."""
    embedded = _PDF_DATE.match(created or "")
    if embedded:
        return "-".join(part for part in embedded.groups() if part)
    iso = re.match(r"\d{4}(?:-\d\d){0,2}", created or "")
    return iso.group() if iso else ""


def _is_future(found: str, made: str) -> bool:
    """Whether a date lies so far after the file was made, or after today, that it must be a plan."""
    latest = date.today().isoformat()
    if len(made) == 10:
        try:
            latest = min(latest, (date.fromisoformat(made) + _LATER).isoformat())
        except ValueError:
            return found > latest
    return found > latest


def first_date(text: str) -> str:
    """The first full date in a text as ISO, else its first month and year, else "".

    >>> first_date("Utrecht, 15 februari 2021"), first_date("Maart 2019"), first_date("geen")
    ('2021-02-15', '2019-03', '')
    """
    found: list[tuple[int, str]] = []
    for match in _FULL.finditer(text):
        found.append(
            (
                match.start(),
                _iso(match[3], WRITTEN_MONTHS[match[2].lower()], int(match[1])),
            )
        )
    for match in _AMERICAN.finditer(text):
        found.append(
            (
                match.start(),
                _iso(match[3], WRITTEN_MONTHS[match[1].lower()], int(match[2])),
            )
        )
    for match in _DIGITS.finditer(text):
        found.append((match.start(), _iso(match[3], int(match[2]), int(match[1]))))
    valid = sorted(item for item in found if item[1])
    if valid:
        return valid[0][1]
    month = _MONTH_YEAR.search(text)
    return f"{month[2]}-{WRITTEN_MONTHS[month[1].lower()]:02d}" if month else ""


def _iso(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
