"""Plain text (.txt) -> Reading, and the encodings in which Dutch offices write."""

from __future__ import annotations

import re

from assistant.errors import UnreadableDocument
from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.records import BlockKind, Reading


def read_text(data: bytes, file: str) -> Reading:
    """Plain text: blank lines part paragraphs; a short line alone, without an end mark, is a heading."""
    text = decode(data)
    if "\ufffd" in text or sum(c < " " and c not in "\t\r\n\f" for c in text) > 0.02 * len(text):
        raise UnreadableDocument("The file is not text. Only .txt files with plain text are read.")
    return flowing_reading(text_flow(text), Embedded(), file)


def text_flow(text: str) -> list[Flow]:
    """Blocks of plain text, as ``read_text`` describes them."""
    flow: list[Flow] = []
    for chunk in re.split(r"\n[ \t\f]*\n\s*", text.strip("\ufeff\r\n")):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        wrapped = len(lines) > 1 and sum(len(line) for line in lines[:-1]) > 55 * (len(lines) - 1)
        for line in [" ".join(lines)] if wrapped else lines:
            marked = re.match(r"^(?:[-*•–]|\d{1,2}[.)])\s+\S", line)
            ends = re.search(r"[.!?:;,…][\"'”’)]*$", line)
            # A name, a date or a place alone on a line is no heading of what follows.
            title = len(lines) == 1 and len(line) < 100 and not ends and line[:1].isalpha()
            if marked:
                flow.append((BlockKind.LIST_ITEM, 0, line))
            elif title:
                flow.append((BlockKind.HEADING, 1 if not flow else 2, line))
            elif len(lines) > 1 and not ends and len(line) < 60 and not wrapped:
                flow.append((BlockKind.CAPTION, 0, line))
            else:
                flow.append((BlockKind.PARAGRAPH, 0, line))
    return flow


def decode(data: bytes) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, else Windows-1252: what Dutch offices write.

    A statistical guess took Windows-1252 Dutch for another code page and got its ï wrong.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
