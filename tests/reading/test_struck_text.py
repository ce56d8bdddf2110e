"""Text that is struck through or deleted no longer holds: it is left out, and the reading says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from word_xml import paragraph, run, word_xml

from assistant.reading.markdown import read_markdown
from assistant.reading.tracked_changes import has_tracked_changes
from assistant.reading.web_page import read_html
from assistant.reading.word import read_docx
from assistant.records import Reading

OLD, NEW = "De subsidie is 500.000 euro.", "De subsidie is 750.000 euro."


def web(inside: str) -> Reading:
    return read_html(inside.encode(), "a.html")


def word(*runs: str) -> Reading:
    return read_docx(word_xml(paragraph(*runs)), "a.docx")


MOVED = f"{run(NEW)}<w:moveFrom>{run(OLD)}</w:moveFrom>"
STRUCK: dict[str, Callable[[], Reading]] = {
    "del": lambda: web(f"<p><del>{OLD}</del> <ins>{NEW}</ins></p>"),
    "s": lambda: web(f"<p><s>{OLD}</s> {NEW}</p>"),
    "strike": lambda: web(f"<p><strike>{OLD}</strike> {NEW}</p>"),
    "block of deletion": lambda: web(f"<del><p>{OLD}</p></del><p>{NEW}</p>"),
    "style": lambda: web(f'<p style="text-decoration: line-through">{OLD}</p><p>{NEW}</p>'),
    "class": lambda: web(
        f"<head><style>.oud, p.weg {{ text-decoration: line-through; }}</style></head>"
        f'<body><p><span class="x oud">{OLD}</span> {NEW}</p></body>'
    ),
    "markdown": lambda: read_markdown(f"~~{OLD}~~ {NEW}".encode(), "a.md"),
    "markdown with html": lambda: read_markdown(f"<del>{OLD}</del> {NEW}".encode(), "a.md"),
    "word strike": lambda: word(run(OLD, "<w:strike/>"), NEW),
    "word double strike": lambda: word(run(OLD, "<w:dstrike/>"), NEW),
    "word deletion": lambda: word(
        f"<w:del><w:r><w:delText>{OLD}</w:delText></w:r></w:del><w:ins>{run(NEW)}</w:ins>"
    ),
    "word moved": lambda: word(MOVED),
}


@pytest.mark.parametrize("how", STRUCK)
def test_struck_text_is_left_out_with_a_warning_and_what_replaced_it_is_read(how: str) -> None:
    reading = STRUCK[how]()
    assert reading.pages[0].text.strip() == NEW
    (warning,) = reading.warnings
    assert warning.startswith("1 piece of text that is struck through or deleted was left out")


def test_struck_rows_and_cells_of_a_table_are_left_out() -> None:
    reading = web(
        "<table><tr><th>Jaar</th><th>Euro</th></tr><tr><td>2019</td><td><s>5</s> 7</td></tr>"
        "<tr style='text-decoration:line-through'><td>2020</td><td>9</td></tr></table>"
    )
    assert reading.pages[0].text.split("\n") == ["Jaar\tEuro", "2019\t7"]
    assert len(reading.warnings) == 1


def test_what_is_switched_off_is_not_struck() -> None:
    reading = word(run(NEW, '<w:strike w:val="0"/>'))
    assert reading.pages[0].text == NEW
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("properties", "found"),
    [("<w:strike/>", True), ('<w:dstrike w:val="1"/>', True), ('<w:strike w:val="0"/>', False)],
)
def test_a_word_file_with_struck_text_is_not_printed(
    properties: str, found: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_xml(paragraph(run(OLD, properties))))
    assert has_tracked_changes(path, "docx", 10**8) is found
