"""No text of a document or a question can break the embedder's C code."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.embedding import MAX_CHARACTERS, Embedder, embedder, guard

EXPANDING = "\ufdfa"  # one character that NFKC spells out as 18

HOSTILE = {
    "9 expanding characters": EXPANDING * 9,
    "10 expanding characters": EXPANDING * 10,
    "100 expanding characters": EXPANDING * 100,
    "100,000 expanding characters": EXPANDING * 100_000,
    "NUL in the middle": "Voor de nul\0achter de nul",
    "only NUL": "\0" * 50,
    "lone surrogates": "half \ud83d en half \udc00 teken",
    "100,000 lone surrogates": "\udfff" * 100_000,
    "decomposed accents": unicodedata.normalize("NFD", "coördinatie van België " * 20),
    "100 accents on one letter": "e" + "\u0301" * 100,
    "100,000 letters in one word": "a" * 100_000,
    "100,000 characters": "Het programma heeft bedrijven bereikt. " * 2_564,
    "nothing": "",
    "blank": " \n\t ",
    "control characters": "".join(map(chr, range(32))),
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "emoji": "👩‍👩‍👧‍👦" * 200,
    "Chinese": "荷兰政府的数字化计划" * 500,
    "right to left": "برنامج الصناعة الذكية \u202e" * 300,
}

# In a process of its own: a heap that overflows ends it, or is seen when memory is freed.
_PROGRAM = """
import json, sys
import numpy as np
from assistant.embedding import Embedder
texts = json.load(sys.stdin)
model = Embedder()
for text in texts:
    vectors = [model.query(text)]
    if len(text) < 2_000:
        vectors += list(model.passages([text, "Een zin."]))
    for vector in vectors:
        assert vector.shape == (384,), vector.shape
        assert np.isfinite(vector).all()
        assert abs(float(np.linalg.norm(vector)) - 1) < 1e-3
sys.stdout.write(str(len(texts)))
"""


def embed_apart(texts: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_hostile_texts_are_embedded_without_breaking_the_process() -> None:
    done = embed_apart(list(HOSTILE.values()))
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-500:]}"
    assert done.stdout == str(len(HOSTILE))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_guarded_text_holds_nothing_that_breaks_the_embedder(name: str) -> None:
    check_guarded(guard(HOSTILE[name]))


def check_guarded(text: str) -> None:
    assert len(text) <= MAX_CHARACTERS
    assert "\0" not in text
    text.encode("utf-8")
    # The C code reserves four code points a byte: no character may spell out to more.
    assert all(
        len(unicodedata.normalize("NFKC", c)) <= 4 * len(c.encode("utf-8")) for c in set(text)
    )
    assert unicodedata.is_normalized("NFKC", text[: MAX_CHARACTERS - 40])


@given(st.text(st.characters(exclude_categories=[]), max_size=500))
def test_any_text_is_guarded(text: str) -> None:
    check_guarded(guard(text))


@given(st.text(max_size=200))
def test_guarding_twice_changes_nothing(text: str) -> None:
    assert guard(guard(text)) == guard(text)


@settings(max_examples=5)
@given(
    st.lists(st.text(st.characters(exclude_categories=[]), max_size=80), min_size=1, max_size=20)
)
def test_any_texts_are_embedded_without_breaking_the_process(texts: list[str]) -> None:
    done = embed_apart(texts)
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-500:]}"


@pytest.fixture(scope="module")
def model() -> Embedder:
    return embedder()


def test_composed_and_decomposed_accents_mean_the_same(model: Embedder) -> None:
    text = "De coördinatie van de industriële agenda in België"
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert np.allclose(model.query(text), model.query(apart))


def test_what_stands_behind_a_nul_counts(model: Embedder) -> None:
    assert not np.allclose(model.query("fieldlabs\0subsidie"), model.query("fieldlabs"), atol=1e-3)


def test_a_text_has_the_same_vector_alone_and_among_others(model: Embedder) -> None:
    texts = [
        f"Fieldlab {n} kreeg in 2019 subsidie van de provincie." * (n % 4 + 1) for n in range(40)
    ]
    together = model.passages(texts)
    assert together.shape == (40, 384)
    for position in (0, 17, 39):
        assert np.allclose(together[position], model.passages([texts[position]])[0], atol=1e-5)


def test_no_texts_give_no_vectors(model: Embedder) -> None:
    assert model.passages([]).shape == (0, 384)


def test_a_question_is_nearer_to_its_answer_than_to_another_subject(model: Embedder) -> None:
    question = model.query("Hoeveel bedrijven doen mee aan het programma?")
    answer, other = model.passages(
        ["Er nemen ruim 680 bedrijven deel aan het programma.", "De trein vertrekt om acht uur."]
    )
    assert question @ answer > question @ other
