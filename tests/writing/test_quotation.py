"""Two thousand quotes of the sample corpus: the honest ones stand, and every changed one is caught."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from conftest import Report
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.wording import is_negation
from assistant.language.terms import words
from assistant.library import Library
from assistant.writing.quotation import folded, quotes_in, stands_in

SIZE = 1_000  # of each, honest and changed
LEAST = 8  # words of a quoted sentence
_DENIALS = ("niet", "geen", "nooit", "zonder", "not", "no", "never", "without")

Change = Callable[[list[str], random.Random], list[str] | None]


@dataclass(frozen=True)
class Quote:
    kind: str
    text: str
    source: str


# Honest ways of writing a quote down


def _as_it_is(said: list[str], _: random.Random) -> list[str]:
    return said


def _in_part(said: list[str], chance: random.Random) -> list[str]:
    start = chance.randrange(0, len(said) - 5)
    return said[start : start + chance.randrange(5, len(said) - start + 1)]


def _typographic(said: list[str], chance: random.Random) -> list[str]:
    marks = {"’": "'", "'": "’", "“": '"', "”": '"', "–": "-", "-": "‑", "…": "..."}
    return ["".join(marks.get(c, c) for c in word) for word in said]


def _spaced(said: list[str], chance: random.Random) -> list[str]:
    return [word + chance.choice(("", "", "\u00a0", "  ", "\u202f", "\n")) for word in said]


def _ligatures(said: list[str], _: random.Random) -> list[str] | None:
    made = [
        w.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ") for w in said
    ]
    return made if made != said else None


def _other_case(said: list[str], _: random.Random) -> list[str] | None:
    first = said[0]
    return [first[0].swapcase() + first[1:], *said[1:]] if first[0].isalpha() else None


def _case_in_brackets(said: list[str], _: random.Random) -> list[str] | None:
    first = said[0]
    return (
        [f"[{first[0].swapcase()}]{first[1:]}", *said[1:]]
        if first[:2].isalpha() and len(first) > 1
        else None
    )


def _explained(said: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(2, len(said) - 1)
    added = chance.choice(("[het programma]", "[Smart Industry]", "[the programme]", "[sic]"))
    return [*said[:at], added, *said[at:]]


def _left_out(said: list[str], chance: random.Random) -> list[str] | None:
    start = chance.randrange(2, len(said) - 4)
    end = chance.randrange(start + 1, len(said) - 2)
    if any(is_negation(w) for w in words(" ".join(said[start:end]))):
        return None
    return [*said[:start], chance.choice(("…", "[…]", "...", "(...)", "[...]")), *said[end:]]


HONEST: dict[str, Change] = {
    "as it is": _as_it_is,
    "in part": _in_part,
    "other marks": _typographic,
    "other spaces": _spaced,
    "ligatures": _ligatures,
    "other case": _other_case,
    "case in brackets": _case_in_brackets,
    "explained": _explained,
    "left out": _left_out,
}


# Changes that make it another quote


def _inner(said: list[str], chance: random.Random) -> int:
    return chance.randrange(1, len(said) - 1)


def _swapped(said: list[str], chance: random.Random) -> list[str]:
    at = _inner(said, chance)
    other = chance.choice(("haven", "brug", "harbour", "bridge", "zelden", "vooral", "many"))
    return [*said[:at], other, *said[at + 1 :]]


def _dropped(said: list[str], chance: random.Random) -> list[str]:
    at = _inner(said, chance)
    return [*said[:at], *said[at + 1 :]]


def _added(said: list[str], chance: random.Random) -> list[str]:
    at = _inner(said, chance)
    return [
        *said[:at],
        chance.choice(("zeer", "bijna", "very", "nearly", "niet", "not")),
        *said[at:],
    ]


def _reordered(said: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(1, len(said) - 2)
    return [*said[:at], said[at + 1], said[at], *said[at + 2 :]]


def _other_digit(said: list[str], chance: random.Random) -> list[str] | None:
    places = [i for i, word in enumerate(said) if re.search(r"\d", word)]
    if not places:
        return None
    at = chance.choice(places)
    digit = chance.choice(re.findall(r"\d", said[at]))
    return [*said[:at], said[at].replace(digit, str((int(digit) + 1) % 10), 1), *said[at + 1 :]]


def _not_denied(said: list[str], chance: random.Random) -> list[str] | None:
    kept = [w for w in said if w.lower().strip(".,;:") not in _DENIALS]
    return kept if len(kept) < len(said) else None


def _denial_left_out(said: list[str], chance: random.Random) -> list[str] | None:
    at = next((i for i, w in enumerate(said) if w.lower() in _DENIALS), 0)
    return [*said[:at], "[…]", *said[at + 1 :]] if 2 <= at < len(said) - 2 else None


CHANGED: dict[str, Change] = {
    "swapped": _swapped,
    "dropped": _dropped,
    "added": _added,
    "reordered": _reordered,
    "other digit": _other_digit,
    "not denied": _not_denied,
    "denial left out": _denial_left_out,
}


def _made(library: Library, ways: dict[str, Change], seed: int) -> list[Quote]:
    """SIZE quotes, as many of each way as there are sentences for it."""
    chance = random.Random(seed)
    sources = [
        (sentence.text.split(), passage.text)
        for version in library.versions.current()
        for passage in library.passages.of(version.id)
        for sentence in passage.sentences
        if len(sentence.text.split()) >= LEAST and "[" not in sentence.text
    ]
    chance.shuffle(sources)
    found: list[Quote] = []
    while len(found) < SIZE:
        for (said, source), kind in zip(sources, _in_turn(ways), strict=False):
            made = ways[kind](said, chance)
            text = " ".join(made) if made else ""
            if made and (ways is HONEST or not _stands_plainly(text, source)):
                found.append(Quote(kind, text, source))
        chance.shuffle(sources)
    return found[:SIZE]


def _in_turn(ways: dict[str, Change]) -> Iterator[str]:
    while True:
        yield from ways


def _stands_plainly(text: str, source: str) -> bool:
    """Whether a change fell on the same words ("very very"), told without the code under test."""
    return f" {' '.join(words(text))} " in f" {' '.join(words(source))} " and "…" not in text


def test_no_changed_quote_passes_and_hardly_an_honest_one_is_refused(
    sample_library: Library, report: Report
) -> None:
    honest = _made(sample_library, HONEST, seed=1)
    changed = _made(sample_library, CHANGED, seed=2)
    refused = [q for q in honest if not stands_in(q.text, q.source)]
    passed = [q for q in changed if stands_in(q.text, q.source)]
    report(
        f"quotes: {len(refused)} of {SIZE} honest refused, {len(passed)} of {SIZE} changed passed"
    )
    assert {q.kind for q in honest} == set(HONEST)
    assert {q.kind for q in changed} == set(CHANGED)
    assert passed == []
    assert len(refused) < SIZE / 100, refused[:5]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("TNO noemt dat “een zwakke plek” van het programma’s opzet.", ["een zwakke plek"]),
        (
            'The bureau says "41 field labs" and "830 companies".',
            ["41 field labs", "830 companies"],
        ),
        ("„Wij gaan door”, zegt de minister.", ["Wij gaan door"]),
        ("«Het werkt»", ["Het werkt"]),
        ("Zij zegt ‘dat ’t werkt’ en gaat.", ["dat ’t werkt"]),
        ("De foto’s van ’s ochtends", []),
        ('Hij zegt: "het werkt en gaat door', ["het werkt en gaat door"]),
        ('het werkt" zegt hij.', ["het werkt"]),
    ],
)
def test_what_stands_between_quotation_marks_is_found(text: str, quoted: list[str]) -> None:
    assert [q.text for q in quotes_in(text)] == quoted


@pytest.mark.parametrize(
    "quote",
    [
        "Het programma … doeltreffend",  # would leave "niet" out
        "Het programma [niet] is",
        "Het programma [dat volgens ons allen heeft gefaald] is niet doeltreffend",
        "Het … is … doeltreffend",  # put together from single words
        "programma is niet doeltreffend in 202",
        "5 miljoen",
        "…",
        "[…]",
        "",
    ],
)
def test_what_brackets_and_ellipses_may_not_do(quote: str) -> None:
    source = "Het programma is niet doeltreffend in 2021. Het kostte € 1,5 miljoen."
    assert not stands_in(quote, source)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_is_an_answer_and_no_error(source: str, quote: str) -> None:
    assert stands_in(quote, source) in (True, False)
    assert all(q.text for q in quotes_in(quote))
