"""A quote is shown in its own words and lines, the words that answer set apart."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.presenting.pieces import pieces
from assistant.presenting.places import readable
from assistant.records import Statement

QUOTE = Statement("Er zijn 35 labs.\nDat is veel.", (), before="Vooraf. ", after=" Daarna.")


def test_words_that_answer_are_set_apart_in_the_line_that_they_stand_in() -> None:
    shown = list(pieces(replace(QUOTE, bold=((8, 10),))))
    assert [piece.parts for piece in shown] == [
        (("Vooraf.", False),),
        (("Er zijn ", False), ("35", True), (" labs.", False)),
        (("Dat is veel.", False),),
        (("Daarna.", False),),
    ]
    assert [piece.said for piece in shown] == [False, True, True, False]
    assert [piece.begins for piece in shown] == [False, False, True, False]


@given(st.text("ab \n\t", min_size=1, max_size=30), st.data())
def test_whatever_is_set_apart_nothing_else_is_shown(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    plain = Statement(text, ())
    bold = replace(plain, bold=((start, end),))
    words = ["".join(part for part, _ in piece.parts) for piece in pieces(bold)]
    assert words == [piece.parts[0][0] for piece in pieces(plain)]
    assert words == [readable(line.strip()) for line in text.split("\n") if line.strip()]
