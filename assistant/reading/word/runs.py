"""The words of a paragraph of Word: insertions and fields read, deletions, struck and hidden text not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.reading.raised import raised
from assistant.reading.struck import StruckText
from assistant.reading.word.names import ALTERNATE, CHART, MATHS, RELATION, chosen, w
from assistant.reading.word.styles import WordStyles

MAX_DEPTH = 100
DELETED = (w("del"), w("moveFrom"))
THROUGH = tuple(
    map(w, ("ins moveTo hyperlink smartTag sdt sdtContent fldSimple customXml dir bdo").split())
)
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_DRAWN = (w("drawing"), w("pict"), w("object"))
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


_ASKS = re.compile(
    r"[\[<…._]|(?:klik|tik|kies|typ|vul|voer|selecteer|geef|click|tap|choose|type|enter|select|fill)\b",
    re.IGNORECASE,
)


def is_invitation(element: Any) -> bool:
    """Whether a field of a form has nothing but the words that ask to fill it in.

    Programs that fill fields in may leave the mark that they ask; their words have no style of asking."""
    path = f"{w('sdtPr')}/{w('showingPlcHdr')}"
    if element.tag != w("sdt") or element.find(path) is None:
        return False
    words = "".join(text.text or "" for text in element.iter(w("t"))).strip()
    runs = (run for run in element.iter(w("r")) if run.find(w("t")) is not None)
    styled = all(run.find(f"{w('rPr')}/{w('rStyle')}") is not None for run in runs)
    return styled or bool(_ASKS.match(words))


@dataclass(slots=True)
class ParagraphText:
    """The words of a paragraph, and what hangs on it: ids of notes with their marks, text boxes, charts."""

    words: str = ""
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # kind, id, mark
    boxes: list[Any] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)  # ids of relations
    bold: bool = True  # whether all of its words are


class RunReader:
    """Reads the paragraphs of one file in order: fields may run over several."""

    def __init__(self, styles: WordStyles, struck: StruckText) -> None:
        self._styles = styles
        self._struck = struck
        self._fields: list[bool] = []  # of every open field, whether its code has ended
        self._counted = {"footnote": 0, "endnote": 0}

    def read(self, paragraph: Any) -> ParagraphText:
        """The text of a paragraph."""
        found = ParagraphText()
        self._inside(paragraph, paragraph, found, 0)
        return found

    def leave_out(self, element: Any) -> None:
        """Count a deleted part that is not read."""
        self._struck.note("".join(_all_text(element)))

    def _inside(self, element: Any, paragraph: Any, found: ParagraphText, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for child in element:
            if child.tag == w("r"):
                self._run(child, paragraph, found)
            elif child.tag in THROUGH and not is_invitation(child):
                self._inside(child, paragraph, found, depth + 1)
            elif child.tag in DELETED:
                self.leave_out(child)
            elif child.tag == ALTERNATE:
                if (form := chosen(child)) is not None:
                    self._inside(form, paragraph, found, depth + 1)
            elif isinstance(child.tag, str) and child.tag.startswith(MATHS):
                found.words += "".join(part.text or "" for part in child.iter(f"{MATHS}t"))

    def _run(self, run: Any, paragraph: Any, found: ParagraphText) -> None:
        hidden = self._styles.is_unseen(run, paragraph)
        struck = any(self._styles.is_on(name, run, paragraph) for name in ("strike", "dstrike"))
        words = self._words(run, found, quiet=hidden or struck)
        if hidden or struck:
            (self._struck.note_unseen if hidden else self._struck.note)(words)
            return
        if words.strip():
            found.bold = found.bold and self._styles.is_on("b", run, paragraph)
        if self._styles.is_raised(run) and not words.startswith("["):
            words = raised(found.words, words)
        found.words += words

    def _words(self, run: Any, found: ParagraphText, *, quiet: bool) -> str:
        """The words of a run; its notes and boxes go to ``found`` unless it is not read."""
        parts: list[str] = []
        for child in _forms(run):
            tag = child.tag
            if tag == w("fldChar"):
                self._field(child.get(w("fldCharType")))
            elif not all(self._fields):
                continue  # the code of a field
            elif tag == w("t"):
                parts.append(child.text or "")
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag in _NOTES and not quiet:
                parts.append(self._note(child, _NOTES[tag], found))
            elif tag in _DRAWN and not quiet:
                found.boxes += child.iter(w("txbxContent"))
                found.charts += [chart.get(RELATION, "") for chart in child.iter(CHART)]
        return "".join(parts)

    def _note(self, reference: Any, kind: str, found: ParagraphText) -> str:
        self._counted[kind] += 1
        mark = f"[{self._counted[kind]}]"
        found.notes.append((kind, reference.get(w("id")) or "", mark))
        return mark

    def _field(self, what: str | None) -> None:
        if what == "begin":
            self._fields.append(False)
        elif what == "separate" and self._fields:
            self._fields[-1] = True
        elif what == "end" and self._fields:
            self._fields.pop()


def _forms(run: Any) -> Iterator[Any]:
    for child in run:
        if child.tag == ALTERNATE:
            form = chosen(child)
            yield from form if form is not None else ()
        else:
            yield child


def _all_text(element: Any) -> Iterator[str]:
    for part in element.iter(w("t"), w("delText")):
        yield part.text or ""
