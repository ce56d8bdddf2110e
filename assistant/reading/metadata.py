"""Title, date, publisher and kind of a report: from its face, and from its metadata where that is not junk.

Nothing is guessed: what is not written in the file (or in its name) stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from assistant.language.digit_groups import GROUP_SPACES, one_line
from assistant.reading.face import Face
from assistant.reading.face_dates import first_date, published_of, undated
from assistant.reading.organisations import is_organisation
from assistant.reading.publisher import author_of, publisher_of
from assistant.records import Language, Metadata

_JUNK_TITLE = re.compile(
    r"^(?:microsoft\s+(?:word|powerpoint|excel)|untitled|naamloos|titelloos|document\s*\d*$|"
    r"vergaderjaar|inhoud(?:sopgave)?$|(?:table of )?contents$|colofon$|pagina \d|page \d|versie \d|"
    r"(?:none|null|nan|undefined|unknown|onbekend|n/?a|(?:no|geen) (?:title|titel))$|"
    r"vragen gesteld door de leden der kamer|"
    r"vertrouwelijk$|confidential$|draft$|concept$|definitief$|openbare versie|"
    r"(?:eind)?rapport$|report$|notitie$|memo$|brief$|"
    r"layout\s*\d*$|print\b|slide\s*1$|powerpoint|presentation$|presentatie$|[\W\d_]*$|"
    r"template|\w*sjabloon|scan|title$|titel$|about:|https?:|file:|geachte\b|dear\b|datum\b|"
    r"de voorzitter van|aan de |postbus|tweede kamer der|\W*retouradres|"
    r"(?:de )?minister van|(?:de )?staatssecretaris van)|"
    r"\b(?:sjabloon|template)$|^\S*_\S*$|"
    r"\.(?:docx?|pdf|indd|pptx?|xlsx?|rtf|tmp|qxd|pmd|html?|tex|dvi|odt)\"?\s*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:(?:betreft|onderwerp|subject|inzake|re)\b|(?-i:Betreft|Onderwerp)(?-i:(?=[A-Z])))\s*:?\s*(.*)",
    re.IGNORECASE,
)
# Lines that stand close are one paragraph: the date and what a letter is of, and whom it greets.
_WITHIN = re.compile(
    r"^(?:datum|date|ons kenmerk|uw kenmerk|kenmerk)\b.{0,80}?\s(?=(?-i:Betreft|Onderwerp|Subject)\b)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\s(?:(?:Geachte|Dear)\s|Beste\s(?:heer|mevrouw|meneer|mensen|leden|collega|allen|[A-Z][\w'-]+,)).*"
)
_LABEL = re.compile(
    r"^(?:datum|date|ons kenmerk|uw kenmerk|kenmerk|bijlage|geachte|dear|beste|van|aan|p ?agina|"
    r"contactpersoon|samenvatting|summary|directie|directoraat|behandeld)\b|^\S+:$|^>",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[\w)][.;:]$|[a-z]{3,}\. [A-Z]")
_TAIL = re.compile(
    r"\W*\b(?:geraadpleegd op\b.*|geldend van\b.*|(?:versie|version) v?[\d.]+\w?\W*)$|"
    r"(?<=[A-Z]{4})\d$"  # a footnote's mark
)
_MAY_BREAK = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
LONGEST = 200
SAYING = 4  # words of a subject that names a document where its title does not
_QUESTIONS = re.compile(
    r"\b(Vragen van (?:het lid|de leden) .{5,300}? over .{5,400}?) \(ingezonden", re.DOTALL
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


def metadata_from(
    face: Face,
    file: str,
    embedded: tuple[str, str, str],
    language: Language,
    publisher: str = "",
) -> Metadata:
    """What a citation names. ``embedded`` is the (title, author, date) that the file says of itself.

    ``publisher`` is the file's own word for just that; without one its face says it.
    """
    title, author, created = embedded
    publisher = clean(publisher)[:120] or publisher_of(clean(author), face)
    title = title_of(title, face, file, publisher)
    return Metadata(
        title=title,
        publisher=publisher,
        published=published_of(face, file, title, created),
        kind=document_kind(title, file),
        language=language,
        author=author_of(clean(author), publisher),
    )


def title_of(embedded: str, face: Face, file: str, publisher: str = "") -> str:
    """The embedded title unless it is junk, else the subject, else the largest print on page 1.

    Where none of these is a title: a short first line, or a running header, or the file's name.
    """
    lines = [line for line in face.text[:600].split("\n")[:3] if _letters(line) not in face.aside]
    running = [_without_date(line) for line in face.running.split("\n")]
    for heading in (embedded, _questions_of(face), _subject_of(face), *_headings(face)):
        heading = clean(heading)
        if _is_title(heading, publisher) and (
            heading == clean(embedded) or not _SENTENCE.search(heading)
        ):
            return heading
    for line in (*lines, *running):
        line = clean(line)
        plain = len(line) < 120 and len(line.split()) > 1 and not _LABEL.match(line)
        if plain and _is_title(line, publisher) and not _SENTENCE.search(line):
            return line
    return re.sub(r"[_\s]+", " ", re.sub(r"\.\w{1,5}$", "", file)).strip() or file


def _is_title(text: str, publisher: str) -> bool:
    same = publisher and _letters(text) == _letters(publisher)
    return 3 < len(undated(text)) <= LONGEST and not _JUNK_TITLE.search(text) and not same


def _headings(face: Face) -> Iterator[str]:
    """The largest print; what is set in one size is one title, unless a date or a name is among it."""
    for position, heading in enumerate(face.headings):
        rest = face.headings[1:] if position == 0 else ()
        parts = [part for part in rest if part in heading and part != heading]
        if parts and any(_is_apart(part) for part in parts):
            ahead = dropwhile(_is_apart, parts)
            heading = " ".join(takewhile(lambda part: not _is_apart(part), ahead))
        yield _TAIL.sub("", heading)


def _is_apart(part: str) -> bool:
    """Whether a piece of a cover is no part of the title: a date, an organisation, a sentence, junk."""
    return bool(
        first_date(part)
        or _JUNK_TITLE.search(part)
        or _SENTENCE.search(part)
        or " | " in part
        or is_organisation(clean(part))
    )


def _without_date(line: str) -> str:
    return "" if re.match(r"\W*(?:pagina|page|p\s?agina)\b", line, re.IGNORECASE) else undated(line)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def called(title: str, subject: str) -> str:
    """What a file calls itself: its title, or where that is junk its subject, if that says more than a word."""
    saying = len(subject.split()) >= SAYING and _is_title(clean(subject), "")
    return subject if saying and not _is_title(clean(title), "") else title


def _questions_of(face: Face) -> str:
    """Questions of members of parliament go by who asked whom about what; all stand under one heading."""
    found = _QUESTIONS.search(clean(face.text[:3000]))
    if found is None:
        return ""
    text = found[1]
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rsplit(" ", 1)[0] + " …"


def _subject_of(face: Face) -> str:
    """A letter's title is its subject line ("Betreft …"), with what it runs on in."""
    lines = [*face.running.split("\n"), "", *face.text[:4000].split("\n")]
    for position, line in enumerate(lines):
        within = _WITHIN.match(line)
        found = _SUBJECT.match(_GREETING.sub("", line[within.end() :]) if within else line)
        if not found or len(line) > 220:
            continue
        subject = clean(found[1])
        for more in lines[position + 1 : position + 4]:
            long_enough = len(subject) > 35 and not subject.endswith(".")
            if (
                not more.strip()
                or _LABEL.match(more)
                or len(more) > 120
                or not re.search(r"[^\W\d]", more)
                or (subject and not long_enough)
            ):
                break
            subject = f"{subject} {clean(more)}".strip()
        return subject
    return ""


def document_kind(title: str, file: str) -> str:
    """What sort of report its title, else its name, says that it is ("report" where neither does)."""
    for text in (title.lower(), file.lower()):
        for kind, words in _KINDS:
            if any(word in text for word in words):
                return kind
    return "report"


def clean(text: str) -> str:
    """One line of printable text; what parts the groups of a number stays, and a place where a word may break
    is none.

    >>> clean("arbeids\\u00admarkt\\n2021")
    'arbeidsmarkt 2021'
    """
    printable = (c if c.isprintable() or c in GROUP_SPACES else " " for c in _unbroken(text or ""))
    return one_line("".join(printable))


def _unbroken(text: str) -> str:
    return _MAY_BREAK.sub("", text)
