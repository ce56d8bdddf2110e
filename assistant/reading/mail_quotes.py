"""Whose words are whose in an e-mail: what is quoted or forwarded stands under who wrote it, and when.

What tells: "> " before lines, a <blockquote>, "Op … schreef …:", "On … wrote:", a line that parts an
original message, and a block of "Van:" and "Verzonden:". The heading over quoted words is the line
that says so, as it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.reading.flowing import Flow
from assistant.reading.tables import TableDraft
from assistant.records import BlockKind, Language

QUOTE_STARTS, QUOTE_ENDS = "⟦quote⟧", "⟦/quote⟧"  # around a <blockquote>, as paragraphs
LONGEST = 300  # characters of a line that says who wrote
_WROTE = re.compile(
    r"(?:(?:op|on|am|le)\s.{4,}\b(?:schreef|wrote|schrieb|écrit|heeft)\b.{0,160}"
    r"|.{2,120}\b(?:schreef|wrote|schrieb)\s(?:op|on|am|het volgende|the following)\b.{0,120})"
    r"(?:\bgeschreven)?\s?:",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[-_\s*]*(?:original message|oorspronkelijk bericht|ursprüngliche nachricht|forwarded message|"
    r"doorgestuurd bericht|begin forwarded message|begin doorgestuurd bericht)[-_\s*]*:?[-_\s]*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\*{0,2}(?P<label>van|from|von|verzonden|sent|gesendet|datum|date|aan|to|an|cc|bcc|kopie|onderwerp|subject|"
    r"betreft|reply-to|antwoord aan|beantwoorden)\s?:\*{0,2}\s*(?P<said>.*)",
    re.IGNORECASE,
)
_FROM, _SENT = {"van", "from", "von"}, {"verzonden", "sent", "gesendet", "datum", "date"}
_SUBJECT = {"onderwerp", "subject", "betreft"}
_SURE = re.compile(r"\S@\S|\d{1,2}[:.]\d\d\b")  # a program wrote the line, and no person
_ADDRESS = re.compile(r"\s*(?:<[^<>]*>|\[mailto:[^\]]*\]|\(mailto:[^)]*\))")
_EARLIER: dict[Language, str] = {
    "nl": "Uit een eerder bericht",
    "en": "From an earlier message",
}


@dataclass(frozen=True, slots=True)
class MailUnit:
    """A line of plain text, or a block of HTML with its lines; ``depth`` counts the quotes around it."""

    depth: int
    lines: tuple[str, ...]
    block: Flow | None = None

    @property
    def is_empty(self) -> bool:
        return self.block is None and not any(self.lines)


@dataclass(slots=True)
class MailPart:
    """Units of one writer. ``heading`` says who that is, "" for the sender of the message."""

    heading: str
    units: list[MailUnit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Who wrote the units of a depth, or of all that follows."""

    heading: str
    depth: int
    to_the_end: bool = False


def units_of_text(text: str) -> list[MailUnit]:
    """Lines of plain text, without the marks of quoting before them."""
    units: list[MailUnit] = []
    for line in text.splitlines():
        marks = re.match(r"[ \t]*(?:>[ \t]?)*", line)
        before = marks.group() if marks and ">" in marks.group() else ""
        units.append(MailUnit(before.count(">"), (line[len(before) :].strip(),)))
    return units


def units_of_blocks(blocks: Sequence[Flow], line_break: str) -> list[MailUnit]:
    """Blocks of HTML; paragraphs that mark a quote's begin and end are gone."""
    units: list[MailUnit] = []
    depth = 0
    for block in blocks:
        text = "" if isinstance(block, TableDraft) else block[2]
        if text == QUOTE_STARTS:
            depth += 1
        elif text == QUOTE_ENDS:
            depth = max(0, depth - 1)
        else:
            lines = tuple(line.strip() for line in text.split(line_break))
            units.append(MailUnit(depth, lines, block))
    return units


def mail_parts(units: Sequence[MailUnit], sender: str, language: Language) -> Iterator[MailPart]:
    """The units, each run of one writer by itself. ``sender`` heads what follows on quoted words."""
    writers = [_Writer("", 0)]
    part = MailPart("")
    at = 0
    while at < len(units):
        unit = units[at]
        if unit.is_empty:
            part.units.append(unit)
            at += 1
            continue
        while len(writers) > 1 and unit.depth < writers[-1].depth:
            writers.pop()
        heading, used, kept = _heading_at(units, at)
        if used:
            deeper = _is_quoted(units, at + used, unit.depth)
            depth = unit.depth + deeper
            writers.append(_Writer(heading or _EARLIER[language], depth, not deeper))
        elif unit.depth > writers[-1].depth:
            writers.append(_Writer(_EARLIER[language], unit.depth))
            kept, used = [unit], 1
        else:
            kept, used = [unit], 1
        wanted = writers[-1].heading or (sender if part.heading else "")
        back = not writers[-1].heading and part.heading == sender
        if wanted != part.heading and not back:
            yield part
            part = MailPart(wanted)
        part.units += kept
        at += used
    yield part


def _heading_at(units: Sequence[MailUnit], at: int) -> tuple[str, int, list[MailUnit]]:
    """(the heading, how many units say it, those of them that stay text); ("", 0, []) where none does."""
    unit = units[at]
    if isinstance(unit.block, TableDraft):
        return "", 0, []
    for count in range(1, 4 if unit.block is None else 2):
        run = [u for u in units[at : at + count] if u.depth == unit.depth and not u.is_empty]
        text = " ".join(line for u in run for line in u.lines)
        fits = len(run) == count and len(text) <= LONGEST and _WROTE.fullmatch(text.strip())
        if fits and (_SURE.search(text) or _is_quoted(units, at + count, unit.depth)):
            return _ADDRESS.sub("", text).strip().rstrip(":"), count, []
    parted = len(unit.lines) == 1 and bool(_PARTS.fullmatch(unit.lines[0]))
    start = at + parted
    while parted and start < len(units) and units[start].is_empty:
        start += 1
    heading, used, kept = _labelled_at(units, start)
    if used:
        return heading, start - at + used, kept
    return ("", start - at, []) if parted else ("", 0, [])


def _is_quoted(units: Sequence[MailUnit], at: int, depth: int) -> bool:
    """Whether what follows stands deeper in quotes."""
    following = next((u for u in units[at:] if not u.is_empty), None)
    return following is not None and following.depth > depth


def _labelled_at(units: Sequence[MailUnit], at: int) -> tuple[str, int, list[MailUnit]]:
    """The same for a block of "Van:", "Verzonden:" and so on, each on a line."""
    found: dict[str, str] = {}
    kept: list[MailUnit] = []
    used = 0
    for unit in units[at : at + 10]:
        labels = [_LABEL.fullmatch(line) for line in unit.lines if line]
        if isinstance(unit.block, TableDraft) or not all(labels) or (not labels and not used):
            break
        if not labels and found.keys() & _SUBJECT:
            break
        used += 1
        for match in filter(None, labels):
            name = match["label"].lower()
            found.setdefault(name, f"{match['label']}: {_ADDRESS.sub('', match['said']).strip()}")
            if name in _SUBJECT:
                line = found[name]
                block = None if unit.block is None else (BlockKind.PARAGRAPH, 0, line)
                kept = [MailUnit(unit.depth, (line,), block)]
    first = next((found[name] for name in found if name in _FROM), "")
    sent = next((found[name] for name in found if name in _SENT), "")
    if not first or not (sent or found.keys() & _SUBJECT):
        return "", 0, []
    return ", ".join(filter(None, (first, sent))), used, kept
