"""Title, date, publisher and kind of a report: from its metadata where that is not junk, else page 1.

Nothing is guessed: what is not written in the file (or in its name) stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.digit_groups import GROUP_SPACES, one_line
from assistant.language.months import WRITTEN_MONTHS

_MONTH = "|".join(sorted(WRITTEN_MONTHS, key=len, reverse=True))
_FULL = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE
)
_AMERICAN = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}}),\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:datum|date|gepubliceerd|published|vastgesteld)\b\s*:?\s*", re.IGNORECASE
)
_PDF_DATE = re.compile(r"^D:(\d{4})(\d\d)?(\d\d)?")

_JUNK_TITLE = re.compile(
    r"^(?:microsoft\s+(?:word|powerpoint|excel)|untitled|naamloos|titelloos|document\s*\d*$|"
    r"layout\s*\d*$|print\b|slide\s*1$|powerpoint|presentation$|presentatie$|[\W\d_]*$|"
    r"template|sjabloon|scan|title$|titel$|about:|https?:|file:|geachte\b|dear\b|datum\b|"
    r"de voorzitter van|aan de |postbus|tweede kamer der|retouradres)|"
    r"\.(?:docx?|pdf|indd|pptx?|xlsx?|rtf|tmp|qxd|pmd|html?|tex|dvi|odt)\"?\s*$",
    re.IGNORECASE,
)
_JUNK_AUTHOR = re.compile(
    r"^(?:user|admin\w*|owner|gebruiker|eigenaar|author|auteur|unknown|onbekend|windows.*|microsoft.*|"
    r"office|beheerder|test|pc|scanner|.{0,2})$|[@\\\ufffd]|\.(?:docx?|pdf)$",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[a-z0-9._]+|[A-Z0-9._]{7,}")
_SUBJECT = re.compile(r"^(?:betreft|onderwerp|subject|re)\b\s*:?\s*(.*)", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(Ministerie van (?:[A-Z][\w-]+)(?:(?:,? | en |, )(?:[A-Z][\w-]+|en [A-Z][\w-]+))*|"
    r"Algemene Rekenkamer|Autoriteit Persoonsgegevens|Afdeling advisering van de Raad van State|"
    r"Raad van State|Centraal Bureau voor de Statistiek|Rijksdienst voor Ondernemend Nederland|"
    r"Sociaal en Cultureel Planbureau|Centraal Planbureau|Planbureau voor de Leefomgeving|"
    r"TNO|Dialogic|Europese Commissie|European Commission|"
    r"(?:United States )?Government Accountability Office|Tweede Kamer der Staten-Generaal)\b"
)
_KINDS = (
    ("evaluation", ("evaluatie", "evaluation", "midterm review", "beleidsdoorlichting")),
    ("monitor", ("monitor", "voortgangsrapport", "jaarbericht")),
    ("letter", ("kamerbrief", "voortgangsbrief", "brief", "letter")),
    ("agenda", ("agenda", "actieplan", "programmaplan", "roadmap", "action plan")),
    ("vision", ("visie", "vision", "strategie", "strategy")),
    (
        "press release",
        ("persbericht", "press release", "nieuwsbericht", "nieuwsbrief", "newsletter"),
    ),
    ("advice", ("advies", "advice", "opinion", "analyse")),
    ("agreement", ("akkoord", "convenant", "agreement")),
    ("audit", ("audit", "onderzoek", "pentest", "penetratietest", "codereview", "review", "toets")),
)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What page 1 offers: its text and, largest print first, the lines that may be the title."""

    text: str
    headings: tuple[str, ...] = ()


def title_of(embedded: str, page: FirstPage, file: str) -> str:
    """The embedded title unless it is junk, else the largest print on page 1, else the file's name."""
    embedded = clean(embedded)
    if len(embedded) > 3 and not _JUNK_TITLE.search(embedded):
        return embedded
    subject = _subject_of(page)
    for heading in (subject, *page.headings):
        heading = clean(heading)
        if 3 < len(heading) <= 200 and not _JUNK_TITLE.search(heading):
            return heading
    return re.sub(r"[_\s]+", " ", re.sub(r"\.\w{1,5}$", "", file)).strip() or file


def _subject_of(page: FirstPage) -> str:
    """A letter's title is its subject line ("Betreft …")."""
    lines = page.text[:4000].split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        found = _SUBJECT.match(line)
        if found and len(line) < 220:
            return found[1].replace("\t", " ") or following
    return ""


def publisher_of(embedded: str, page: FirstPage) -> str:
    """The embedded author where it reads like a name, else an organisation named on page 1."""
    embedded = clean(embedded)
    if len(embedded) > 2 and not _JUNK_AUTHOR.search(embedded) and not _LOGIN.fullmatch(embedded):
        return embedded[:120]
    for line in page.text[:4000].split("\n"):
        # An organisation in running text is spoken of; alone on a line it signs.
        found = _ORGANISATION.search(line)
        if found and len(line) < len(found.group(1)) + 45:
            return found.group(1)
    return ""


def published_of(page: FirstPage, file: str, title: str, created: str) -> str:
    """ISO date: labelled on page 1, in the file's name, else on page 1, else the creation date."""
    for label in _LABELLED.finditer(page.text[:6000]):
        found = first_date(page.text[label.end() : label.end() + 40])
        if found:
            return found
    named = _ISO.search(file)
    if named:
        return "-".join(named.groups())
    printed = first_date(page.text[:3000])
    if printed and len(printed) == 10:
        return printed
    embedded = _PDF_DATE.match(created or "")
    if printed:
        return printed
    if embedded:
        return "-".join(part for part in embedded.groups() if part)
    iso = re.match(r"\d{4}(?:-\d\d){0,2}", created or "")
    if iso:
        return iso.group()
    year = re.search(r"\b(?:19|20)\d\d\b", title)
    return year.group() if year else ""


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


def document_kind(title: str, file: str) -> str:
    """What sort of report its title, else its name, says that it is ("report" where neither does)."""
    for text in (title.lower(), file.lower()):
        for kind, words in _KINDS:
            if any(word in text for word in words):
                return kind
    return "report"


def clean(text: str) -> str:
    """One line of printable text; what parts the groups of a number stays."""
    printable = (c if c.isprintable() or c in GROUP_SPACES else " " for c in text or "")
    return one_line("".join(printable))
