"""Markdown (CommonMark with tables, notes and struck text) -> Reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.html import html_flow
from assistant.reading.plain_text import decode
from assistant.reading.raised import raised
from assistant.reading.struck import StruckText
from assistant.reading.tables.drafts import DraftCell, TableDraft
from assistant.records import BlockKind, Reading

_RAISED = re.compile(
    r"<sup>(?P<html>.{1,40}?)</sup>|\[\^(?P<note>[^\]\s]{1,40})\]|(?<=[^\s^])\^(?P<caret>[\w+-]{1,4})\^",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"<(del|s|strike)\b[^<>]*>(.*?)</\1\s*>", re.IGNORECASE)
_FORMAT = re.compile(
    r"</?(?:ins|u|b|i|em|strong|sub|small|mark|span|a|font)(?:\s[^<>]*)?>", re.IGNORECASE
)
_COMMENT, _TAG = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL), re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NOTE = re.compile(r"^\s{0,3}\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)
_NOTED, _ESCAPED = (re.compile(rf"{m}\[\^([^\]\\\s]{{1,40}}){m}\]") for m in ("", r"\\"))
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_GLUED = re.compile(r"(\s{0,3}#{2,6})(?=[^\s#])")  # one "#" may be a hashtag
_BLOCK = re.compile(r"\s*<(?:table|details|div|p|ul|ol|section|figure|h[1-6])\b", re.IGNORECASE)


def read_markdown(data: bytes, file: str) -> Reading:
    """Headings, paragraphs, lists, tables and notes; ``key: value`` front matter gives the metadata."""
    from markdown_it import MarkdownIt

    text, front = _front_matter(decode(data))
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # Each note starts a paragraph of its own, also where notes stand close together; and none is
    # taken for a link that is defined elsewhere.
    text = _NOTE.sub(lambda note: f"\n{note.group().lstrip()}", _headed(text))
    reader = _MarkdownFlow()
    reader.read(parser.parse(_NOTED.sub(r"\[^\1\]", text)))
    embedded = Embedded(
        front.get("title") or front.get("titel", ""),
        front.get("author") or front.get("auteur", ""),
        front.get("date") or front.get("datum", ""),
        front.get("publisher") or front.get("uitgever", ""),
    )
    return flowing_reading(reader.flow, embedded, file, reader.struck.warnings())


class _MarkdownFlow:
    """Blocks from the tokens of a Markdown file."""

    def __init__(self) -> None:
        self.flow: list[Flow] = []
        self.struck = StruckText()
        self._items = 0
        self._cells: list[DraftCell] = []
        self._row = self._column = -1

    def read(self, tokens: Sequence[Any]) -> None:
        opened = ""
        for token in tokens:
            if token.type in ("list_item_open", "list_item_close"):
                self._items += token.nesting
            elif token.type == "table_open":
                self._cells, self._row = [], -1
            elif token.type == "table_close":
                self.flow.append(TableDraft(tuple(self._cells)))
            elif token.type == "tr_open":
                self._row, self._column = self._row + 1, -1
            elif token.type in ("fence", "code_block"):
                code = _ESCAPED.sub(r"[^\1]", token.content)
                self.flow.append((BlockKind.PARAGRAPH, 0, code))
            elif token.type == "html_block":
                self._html(_ESCAPED.sub(r"[^\1]", token.content))
            elif token.type == "inline":
                self._inline(opened, self._words(token.children or []))
            if token.nesting == 1:
                opened = token.tag

    def _inline(self, tag: str, words: str) -> None:
        """A run of words within the tag that was opened last."""
        if tag in ("th", "td"):
            self._column += 1
            bold = tag == "th"
            self._cells.append(DraftCell(words, self._row, self._column, head=bold, bold=bold))
        elif re.fullmatch(r"h[1-6]", tag):
            self.flow.append((BlockKind.HEADING, int(tag[1]), words))
        elif note := _NOTE.match(words):
            self.flow.append((BlockKind.FOOTNOTE, 0, f"[{note[1]}] {words[note.end() :]}"))
        else:
            kind = BlockKind.LIST_ITEM if self._items else BlockKind.PARAGRAPH
            self.flow.append((kind, 0, words))

    def _html(self, content: str) -> None:
        """Tables and other blocks of HTML are read like those of a web page, anything else as it stands."""
        content = _COMMENT.sub(" ", content)
        if not _TAG.sub("", content).strip():
            return
        if not _BLOCK.match(content):
            self._inline("p", self._told(content))
            return
        flow, struck = html_flow(content)
        self.flow += flow
        self.struck.add(struck)

    def _words(self, tokens: Iterable[Any]) -> str:
        parts: list[str] = []
        struck: list[str] | None = None
        for token in tokens:
            if token.type == "s_open":
                struck = []
            elif token.type == "s_close":
                self.struck.note("".join(struck or ()))
                struck = None
            elif token.type != "image":
                broken = token.type in ("softbreak", "hardbreak")
                (parts if struck is None else struck).append(" " if broken else token.content)
        return self._told("".join(parts))

    def _told(self, text: str) -> str:
        """Words without what is struck in HTML, with raised notes set apart."""

        def leave_out(match: re.Match[str]) -> str:
            self.struck.note(match[2])
            return ""

        text = _STRUCK.sub(leave_out, text)
        text = _FORMAT.sub("", _BREAK.sub(" ", text))
        made, at = "", 0
        for match in _RAISED.finditer(text):
            made += text[at : match.start()]
            at = match.end()
            if match["note"]:
                opens = not made.strip() and text[at : at + 1] == ":"
                made += match.group() if opens else f"[{match['note']}]"
            else:
                made += raised(made, match["html"] or match["caret"])
        return made + text[at:]


def _headed(text: str) -> str:
    """Headings whose marks stand glued to their words, as many programs write and few still show them."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        glued = None if fenced else _GLUED.match(line)
        lines.append(f"{glued[1]} {line[glued.end() :]}" if glued else line)
    return "\n".join(lines)


def _front_matter(text: str) -> tuple[str, dict[str, str]]:
    found = re.match(r"\A---\s*\n(.*?)\n---\s*\n", text, re.DOTALL)
    if not found:
        return text, {}
    pairs = (line.partition(":") for line in found[1].splitlines())
    front = {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value}
    return text[found.end() :], front
