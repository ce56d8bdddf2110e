"""Records made by chance, with few of each in the next: a check of ninety quotes shows no more than one of four.

What has more is so long that Hypothesis gives up now and then."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

from assistant.records import Answer, Check, Citation, Finding, Statement, Verdict

Record = TypeVar("Record")

SURE = st.floats(0, 1)  # "not a number" is no confidence, and equals not even itself


def few(one: st.SearchStrategy[Record]) -> st.SearchStrategy[tuple[Record, ...]]:
    return st.lists(one, max_size=2).map(tuple)


_citations = st.builds(Citation, confidence=st.none() | SURE)
_statements = st.builds(
    Statement,
    citations=few(_citations),
    also=few(_citations),
    row=...,
    before=...,
    after=...,
    bold=...,
)
st.register_type_strategy(Citation, _citations)
st.register_type_strategy(Statement, _statements)
_verdicts = st.builds(
    Verdict, why=..., context=few(st.text()), findings=few(st.builds(Finding, why=...))
)
checks = st.builds(Check, verdicts=few(_verdicts), name=..., filters=...)
answers = st.builds(
    Answer, confidence=SURE, statements=few(_statements), nearest=few(_statements), filters=...
)
