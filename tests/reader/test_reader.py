"""The reader: what it is given, and that what it says depends on nothing but that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.embedding import encoder
from assistant.library import Library
from assistant.reader import PairReading, Readable, Skill, heading, judge
from assistant.reader import judging as judging_module
from assistant.reader.network import SCALE, Network, load
from assistant.reader.pairs import MOST, MOST_OF_TEXT, pair, tokens
from assistant.records import Filters, Question
from assistant.retrieval import find, reading, retrieve, understand

WIDTH, INNER, HIDDEN, LAYERS = 384, 1536, 8, 2
Stored = dict[str, np.ndarray]


@pytest.fixture(scope="module")
def stored() -> Stored:
    """A network of the right shape that has learnt nothing, stored as a trained one is."""
    chance = np.random.default_rng(1)
    shapes = {f"layers.{n}.{part}": size for n in range(LAYERS) for part, size in PARTS.items()}
    shapes |= {f"{name}.0": (HIDDEN, 5 * WIDTH) for name in ("answers", "passage", "entails")}
    shapes |= {"answers.2": (1, HIDDEN), "passage.2": (1, HIDDEN), "entails.2": (3, HIDDEN)}
    made: Stored = {}
    for name, (outputs, inputs) in shapes.items():
        made[f"{name}.weight"] = chance.integers(-127, 128, (outputs, inputs)).astype(np.int8)
        made[f"{name}.weight{SCALE}"] = np.full(outputs, 3e-4, dtype=np.float32)
        made[f"{name}.bias"] = np.zeros(outputs, dtype=np.float32)
    for name in ("norm", *(f"layers.{n}.{norm}" for n in range(LAYERS) for norm in NORMS)):
        made[f"{name}.weight"] = np.ones(WIDTH, dtype=np.float32)
        made[f"{name}.bias"] = np.zeros(WIDTH, dtype=np.float32)
    made["places"] = chance.normal(0, 0.02, (512, WIDTH)).astype(np.float16)
    made["sides"] = chance.normal(0, 0.02, (2, WIDTH)).astype(np.float16)
    return made


PARTS = {
    "attend": (3 * WIDTH, WIDTH),
    "out": (WIDTH, WIDTH),
    "inner": (INNER, WIDTH),
    "outer": (WIDTH, INNER),
}
NORMS = ("out_norm", "outer_norm")


@pytest.fixture
def network(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    """The program's network is that one."""
    made = Network(stored)
    monkeypatch.setattr(judging_module, "network", lambda _: made)
    monkeypatch.setattr(reading, "is_there", lambda _: True)
    return made


def test_a_sentence_is_found_again_in_its_pair() -> None:
    sentences = ["De brug in Assen telt twaalf bogen.", "Hij is gesloopt."]
    made = pair(tokens("Hoeveel bogen?"), tokens("Bruggen."), [tokens(s) for s in sentences])
    begin, end = encoder().bounds
    assert made.ids[0] == begin
    assert made.ids[-1] == end
    for sentence, (start, stop) in zip(sentences, made.sentences, strict=True):
        assert made.ids[start:stop].tolist() == tokens(sentence).tolist()
    assert made.ids[slice(*made.text)].tolist() == tokens("Hoeveel bogen?").tolist()
    assert made.ids[made.passage] == end


def test_what_is_too_long_is_cut_and_its_last_sentences_are_said_to_be_missing() -> None:
    long = tokens("woord " * 300)
    made = pair(long, long, [tokens("Een zin van zes woorden hier.")] * 100)
    assert len(made) == MOST
    assert made.text == (1, 1 + MOST_OF_TEXT)
    assert made.sentences[0] != (0, 0)
    assert made.sentences[-1] == (0, 0)


def test_what_is_read_together_changes_nothing(network: Network) -> None:
    passages = [
        Readable("Bruggen.", ("De brug in Assen telt twaalf bogen.", "Hij is gesloopt.")),
        Readable("", ("Een zin.",)),
        Readable("Wegen. Oost.", tuple(f"Weg {n} is dit jaar verbreed." for n in range(12))),
    ]
    together = judge("Hoeveel bogen telt de brug?", passages, Skill.QUESTIONS)
    for passage, made in zip(passages, together, strict=True):
        (alone,) = judge("Hoeveel bogen telt de brug?", [passage], Skill.QUESTIONS)
        np.testing.assert_allclose(made.answers, alone.answers, atol=1e-4)
        np.testing.assert_allclose(made.entails, alone.entails, atol=1e-4)
        assert made.passage == pytest.approx(alone.passage, abs=1e-4)
        assert made.answers.shape == (len(passage.sentences),)
        assert made.entails.shape == (len(passage.sentences), 3)
    again = judge("Hoeveel bogen telt de brug?", passages, Skill.QUESTIONS)
    assert [m.passage for m in again] == [m.passage for m in together]


def test_sentences_that_did_not_fit_are_not_judged(network: Network) -> None:
    (made,) = judge("Wat?", [Readable("", ("Een zin van zes woorden hier.",) * 100)], Skill.CLAIMS)
    assert not np.isnan(made.answers[0])
    assert np.isnan(made.answers[-1])
    assert np.isnan(made.entails[-1]).all()


@settings(max_examples=20)
@given(st.text(max_size=200), st.lists(st.text(max_size=100), max_size=5))
def test_no_text_breaks_the_reader(stored: Stored, text: str, sentences: list[str]) -> None:
    made = Network(stored).judge(pair(tokens(text), tokens(text), [tokens(s) for s in sentences]))
    assert len(made.answers) == len(sentences)
    assert not np.isnan(made.passage)


def test_a_network_is_the_same_from_its_file(stored: Stored, tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "reader.npz", **stored)
    asked = pair(tokens("Wat?"), tokens(""), [tokens("Een brug.")])
    kept = load(tmp_path / "reader.npz").judge(asked)
    assert kept.passage == Network(stored).judge(asked).passage


def test_what_the_reader_finds_to_answer_comes_first(
    seed_library: Library, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed_library.refresh()
    on = seed_library.settings.model_copy(update={"reader": True})
    monkeypatch.setattr(seed_library, "settings", on)
    asked = understand(Question("Hoeveel bedrijven doen er mee?"))
    before = retrieve(seed_library, asked, Filters(), 5)
    wanted = before[-1].passage.id
    shown: list[Readable] = []

    def says(text: str, passages: list[Readable], skill: Skill) -> list[PairReading]:
        shown.extend(passages)
        none = np.zeros(0, dtype=np.float32)
        return [PairReading(none, logit, none) for logit in [-9.0] * (len(passages) - 1) + [9.0]]

    monkeypatch.setattr(reading, "judge", says)
    after = find(seed_library, asked, Filters(), 5)
    assert after[0].passage.id == wanted
    assert after[0].judged is not None
    first = before[0]
    assert shown[0].heading == heading(first.version.document.title, first.passage.section)
    assert shown[0].sentences == tuple(s.in_words for s in first.passage.sentences)


def test_a_few_more_that_have_the_form_asked_for_are_read(
    seed_library: Library, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed_library.refresh()
    on = seed_library.settings.model_copy(update={"reader": True})
    monkeypatch.setattr(seed_library, "settings", on)
    monkeypatch.setattr(reading, "READ", 1)
    none = np.zeros(0, dtype=np.float32)
    monkeypatch.setattr(
        reading,
        "judge",
        lambda text, passages, skill: [PairReading(none, 0.0, none)] * len(passages),
    )
    asked = understand(Question("Hoeveel bedrijven doen er mee?"))
    before = [f.passage.id for f in retrieve(seed_library, asked, Filters(), 6)]
    found = find(seed_library, asked, Filters(), 6, formed=lambda each: each.id == before[-1])
    assert {f.passage.id for f in found if f.judged} == {before[0], before[-1]}
    plain = find(seed_library, asked, Filters(), 6)
    assert {f.passage.id for f in plain if f.judged} == {before[0]}


def test_without_the_reader_the_order_is_that_of_the_search(
    seed_library: Library, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed_library.refresh()
    asked = understand(Question("Hoeveel bedrijven doen er mee?"))
    off = seed_library.settings.model_copy(update={"reader": False})
    monkeypatch.setattr(seed_library, "settings", off)
    found = find(seed_library, asked, Filters(), 5)
    assert [f.passage.id for f in found] == [
        f.passage.id for f in retrieve(seed_library, asked, Filters(), 5)
    ]
    assert all(f.judged is None for f in found)
