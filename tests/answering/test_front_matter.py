"""Labels of title pages, and what they label."""

from __future__ import annotations

import re

import pytest

from assistant.answering.front_matter import told_on, value_end
from assistant.records import Block, BlockKind, Page

LABEL = re.compile(r"\bAuteurs?\b")


def page_of(*blocks: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Page:
    made, at = [], 0
    for text in blocks:
        made.append(Block(at, at + len(text), kind))
        at += len(text) + 1
    return Page(number=1, label="1", text="\n".join(blocks), blocks=tuple(made))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Titel Het water Auteurs De Boer en Kok Periode 2020", "De Boer en Kok"),
        ("Auteurs: dr. ir. J. Jansen en prof. mr. P. Kok", "dr. ir. J. Jansen en prof. mr. P. Kok"),
        ("Auteurs: J. Baars en P. Voorn. De vissen zwommen.", "J. Baars en P. Voorn"),
        ("Auteurs P. Voorn · in opdracht van het Rijk", "P. Voorn"),
        ("Auteurs:\nJ. Baars\nDatum 2020", "J. Baars"),
        ("Auteurs " + "x" * 400, "x" * 200),
    ],
)
def test_up_to_what_is_told_next(text: str, told: str) -> None:
    found = LABEL.search(text)
    assert found is not None
    assert text[found.end() : value_end(text, found.end())].strip(" :\n") == told


def test_the_next_block_tells_where_nothing_follows_the_label() -> None:
    page = page_of("Het water", "Auteurs", "J. Baars en P. Voorn", "Iets anders")
    found = told_on(page, LABEL)
    assert found is not None
    quote, bold = found
    assert page.text[slice(*quote)] == "Auteurs\nJ. Baars en P. Voorn"
    assert page.text[slice(*bold)] == "J. Baars en P. Voorn"


def test_a_label_without_a_value_is_no_answer() -> None:
    assert told_on(page_of("Auteurs"), LABEL) is None
    assert told_on(page_of("Auteurs", "Datum 2020"), LABEL) is None
    assert told_on(page_of("Auteurs Datum 2020", "Inleiding"), LABEL) is None
    later = page_of("Auteurs", "Datum 2020", "Auteur: P. Voorn")
    found = told_on(later, LABEL)
    assert found is not None
    assert later.text[slice(*found[1])] == "Auteur: P. Voorn"
