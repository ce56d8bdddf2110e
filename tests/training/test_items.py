"""The items that the reader is trained with: each names a passage that can be found again."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, MakeLibrary

from assistant.language.terms import words

sys.path.insert(0, str(ROOT / "training"))
import items
import passages
import short
import shown

DATA, DOCUMENTS = passages.DATA, passages.DATA.parent / "documents"


@pytest.fixture(scope="module")
def places() -> dict[str, passages.Place]:
    return passages.every_place(DATA)


def test_every_item_names_sentences_of_a_passage(places: dict[str, passages.Place]) -> None:
    counted: Counter[str] = Counter()
    for path in DATA.glob("*_questions.txt"):
        for question in items.questions(path):
            named = question.answers | question.partial | question.near
            assert all(0 <= n < len(places[question.place].sentences) for n in named), question
            assert not question.answers & question.near, question
            assert question.language in ("nl", "en")
            counted["answered" if question.answers else "unanswered"] += 1
    for path in DATA.glob("*_claims.txt"):
        for claim in items.claims(path):
            count = len(places[claim.place].sentences)
            assert claim.sentences, claim
            assert all(0 <= n < count for n in claim.sentences), claim
            counted[f"label {claim.label}"] += 1
    assert min(counted.values()) > 1000, counted


def test_no_document_is_both_trained_with_and_measured_with(
    places: dict[str, passages.Place],
) -> None:
    splits: dict[str, set[items.Split]] = {}
    for place in places.values():
        splits.setdefault(place.sha256, set()).add(items.split_of(place))
    assert all(len(found) == 1 for found in splits.values())
    assert {split for found in splits.values() for split in found} == set(items.Split)


def test_every_document_is_accounted_for(places: dict[str, passages.Place]) -> None:
    lines = (DATA / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    known = {json.loads(line)["sha256"] for line in lines}
    assert all(json.loads(line)["licence"] for line in lines)
    written = {_digest(path) for path in DOCUMENTS.rglob("*.md")}
    assert {place.sha256 for place in places.values()} <= known | written


def test_the_words_of_an_item_are_found_again(
    make_library: MakeLibrary, places: dict[str, passages.Place]
) -> None:
    file = min((DOCUMENTS / "w14").glob("*.md"))
    mine = [place for place in places.values() if place.sha256 == _digest(file)]
    library = make_library({file.name: file.read_bytes()})
    texts = passages.Texts(library)
    assert len(mine) > 3
    for place in mine:
        words = texts.of(place)
        assert words is not None
        assert [passages.fingerprint(w) for w in words if ": " not in w] == [
            mark for mark, w in zip(place.sentences, words, strict=True) if ": " not in w
        ]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_short_pairs_have_each_label_as_often_and_negations_in_all() -> None:
    """What the claim's words alone give away, a reader learns instead of reading."""
    labels: Counter[int] = Counter()
    negated: Counter[int] = Counter()
    for path in DATA.glob("*_pairs.txt"):
        for example in short.pairs(path):
            assert isinstance(example.item, items.Claim)
            assert len(example.passage.sentences) == 1
            labels[example.item.label] += 1
            negated[example.item.label] += bool(NEGATION.search(example.item.text))
    assert len(labels) == 3
    assert len(set(labels.values())) == 1, labels
    assert labels[0] > 1500
    shares = [negated[label] / labels[label] for label in sorted(labels)]
    assert max(shares) - min(shares) < 0.08, shares


NEGATION = re.compile(r"\b(?:niet|geen|nooit|zonder|not|no|never|none|without)\b", re.IGNORECASE)


def test_short_paragraphs_name_sentences_that_are_there() -> None:
    counted: Counter[bool] = Counter()
    for path in DATA.glob("*_paragraphs.txt"):
        for example in short.paragraphs(path):
            item = example.item
            assert isinstance(item, items.Question)
            count = len(example.passage.sentences)
            assert count >= 3, example.passage
            assert all(0 <= n < count for n in item.answers | item.partial), item
            counted[bool(item.answers)] += 1
    assert counted[True] > 2500
    assert counted[False] > 1000


def test_statements_name_sentences_and_their_words_do_not_tell_the_label() -> None:
    counted: Counter[str] = Counter()
    shared: dict[int, list[float]] = {}
    for path in DATA.glob("*_statements.txt"):
        for example in short.statements(path):
            item, said = example.item, example.passage.sentences
            assert isinstance(item, items.Statement)
            assert all(0 <= n < len(said) for n in item.supports | item.contradicts), item
            assert item.kind in ("near", "far"), item
            counted[f"{item.label} {item.kind}"] += 1
            if item.language == "nl":
                own = set(words(item.text))
                best = max(len(own & set(words(sentence))) for sentence in said)
                shared.setdefault(item.label, []).append(best / len(own))
    assert len(counted) == 6
    assert min(counted.values()) > 400, counted
    means = [sum(each) / len(each) for each in shared.values()]
    assert max(means) - min(means) < 0.1, means


def test_claims_on_what_a_check_reads_name_its_sentences() -> None:
    sizes = {
        one.id: len(one.sentences) for path in DATA.glob("sets_*.jsonl") for one in shown.sets(path)
    }
    counted: Counter[str] = Counter()
    for path in DATA.glob("*_sets.txt"):
        for item in items.judged(path):
            named = [*item.supports, *item.contradicts, *item.partly]
            assert len(named) == len(set(named)), item
            assert all(0 <= n < sizes[item.place] for n in named), item
            assert item.kind in ("given", "near", "far"), item
            assert item.alone
            counted[f"{item.label}"] += 1
    assert min(counted.values()) > 800, counted


def test_a_claim_among_fewer_sentences_keeps_what_they_say() -> None:
    item = items.Statement(
        "c1", frozenset({0, 3}), frozenset({2}), "far", "nl", "x", frozenset({4}), True
    )
    left = item.among([2, 3, 4, 5])
    assert [left.of(n) for n in range(4)] == [
        items.LABELS["C"],
        items.LABELS["S"],
        items.UNKNOWN,
        items.LABELS["N"],
    ]


def test_what_authors_say_of_passages_becomes_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "packet_q00.txt").write_text(
        "SET | q0000 | nl | Wie betaalt?\n## q00000 | T | S\n1 | Het Rijk betaalt.\n"
        "## q00001 | T | S\n1 | Er is een brug.\n\n",
        encoding="utf-8",
    )
    told, out = tmp_path / "told.txt", tmp_path / "x_questions.txt"
    told.write_text(
        "SET | q0000\nQ | given | nl | Wie betaalt?\nA | q00000 | 1 | -\n"
        "Q | trap | en | Who built the bridge?\n",
        encoding="utf-8",
    )
    assert shown.answered("q", tmp_path, [told], out) == 4
    found = list(items.questions(out))
    assert [(q.place, sorted(q.answers)) for q in found] == [
        ("q00000", [0]),
        ("q00001", []),
        ("q00000", []),
        ("q00001", []),
    ]
    assert found[3].text == "Who built the bridge?"
