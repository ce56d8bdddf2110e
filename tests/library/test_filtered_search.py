"""What a filter lets through is ranked as if nothing else were there."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from conftest import MakeLibrary

from assistant.language.terms import stems
from assistant.library import Library, search
from assistant.library.indexes import dense
from assistant.library.indexes.exact import ExactSearch

TOWNS = ("Assen", "Emmen", "Ommen", "Hengelo", "Almelo", "Deventer", "Zwolle", "Borne")
FILES = {
    f"{town}.txt": f"In {town} zijn {count} bruggen vernieuwd.\n\nThe town of {town} planted {count} trees there."
    for count, town in enumerate(TOWNS, 11)
}


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library(FILES)


def brute_force(
    library: Library, vector: np.ndarray, versions: list[str], count: int
) -> dict[str, float]:
    """Every vector of the ledger, compared."""
    by_language: dict[str, list[tuple[str, float]]] = {}
    for version in versions:
        for passage, own in library.passages.with_vectors(version):
            by_language.setdefault(passage.language, []).append((passage.id, float(own @ vector)))
    return {
        name: score
        for scored in by_language.values()
        for name, score in sorted(scored, key=lambda each: (-each[1], each[0]))[:count]
    }


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_nearest_of_some_versions_are_those_that_every_vector_gives(
    library: Library, count: int
) -> None:
    vector = library.embedder.query("Hoeveel bruggen zijn er?")
    chosen = [version.id for version in library.versions.current()][2:7]
    found = ExactSearch(library._ledger).nearest(vector, count, chosen)
    assert {name: pytest.approx(score, abs=1e-5) for name, _, score in found} == brute_force(
        library, vector, chosen, count
    )
    assert ExactSearch(library._ledger).nearest(vector, count, []) == []


def test_little_memory_changes_nothing_and_new_vectors_are_seen(library: Library) -> None:
    vector = library.embedder.query("Hoeveel bruggen zijn er?")
    chosen = [version.id for version in library.versions.current()]
    exact = ExactSearch(library._ledger, kept=1)
    first = exact.nearest(vector, 60, chosen)
    assert len(exact._held) == 1
    assert exact.nearest(vector, 60, chosen) == first
    kept = ExactSearch(library._ledger)
    assert kept.nearest(vector, 60, chosen) == first
    # The same version with other vectors, as when its title has changed.
    (passage, own), *_ = library.passages.with_vectors(chosen[0])
    stored = library.passages.get([passage.id])[passage.id]
    turned = np.roll(own, 1)
    library._ledger.passages.put_vectors(
        chosen[0], "anders", [(passage, turned, stored.sentences.astype(np.float16), stored.tokens)]
    )
    again = {name: score for name, _, score in kept.nearest(vector, 60, chosen)}
    assert again[passage.id] == pytest.approx(float(turned @ vector), abs=1e-5)


def test_where_a_filter_leaves_much_the_index_ranks_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    vector = library.embedder.query("Hoeveel bruggen zijn er?")
    chosen = [version.id for version in library.versions.current()][:6]
    compared = library.search.nearest(vector, 2, chosen)
    monkeypatch.setattr(search, "EXACT", 0)
    monkeypatch.setattr(ExactSearch, "nearest", None)  # is not asked
    ranked = library.search.nearest(vector, 2, chosen)
    assert ranked.keys() == compared.keys()
    assert ranked == {name: pytest.approx(score, abs=1e-4) for name, score in compared.items()}


@pytest.mark.parametrize("count", [2, 60])
def test_words_of_many_versions_are_found_among_the_best_of_all_and_are_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    every = [version.id for version in library.versions.current()]
    for chosen in (every, every[:6], every[2:], every[:3]):
        quick = library.search._best_of_all(terms(), count, chosen)
        assert (quick is None) == (len(chosen) == 3)
        found = library.search.matching(terms(), count, chosen)
        with monkeypatch.context() as without:
            without.setattr(search.IndexSearch, "_best_of_all", lambda *_: None)
            assert list(library.search.matching(terms(), count, chosen).items()) == [*found.items()]
        assert versions_of(library, found) <= set(chosen)


def test_where_the_best_of_all_are_of_others_every_passage_is_looked_at(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(iter(library.search.matching(terms(), 1, None)))
    others = {version.id for version in library.versions.current()} - versions_of(library, [first])
    monkeypatch.setattr(search, "SPARE", 0.5)
    assert library.search._best_of_all(terms(), 1, sorted(others)) is None
    assert versions_of(library, library.search.matching(terms(), 1, sorted(others))) <= others


def test_nothing_is_found_in_a_library_without_documents(make_library: MakeLibrary) -> None:
    assert make_library({}).search.matching(terms(), 5, []) == {}


def terms() -> dict[str, dict[str, float]]:
    said = "Hoeveel bruggen in Assen of Borne zijn vernieuwd"
    return {"stems": dict.fromkeys(stems(said, "nl"), 1.0)}


def versions_of(library: Library, passages: Iterable[str]) -> set[str]:
    return set(library._ledger.passages.versions_of(list(passages)).values())


def test_an_index_that_was_made_with_another_breadth_is_searched_as_broadly_as_a_new_one(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(dense, "BREADTH", 100)
        library = make_library(FILES)
        assert breadths(library) == {100}
    library.search._indexes.disown()
    library.search._indexes.reopen()
    assert breadths(library) == {100}  # who only searches changes nothing
    assert library.search._indexes.own()
    library.search._indexes.reopen()
    assert breadths(library) == {dense.BREADTH} != {100}
    vector = library.embedder.query("Hoeveel bruggen zijn er?")
    assert len(library.search.nearest(vector, 60, None)) == len(TOWNS)


def breadths(library: Library) -> set[object]:
    collections = library.search._indexes.dense._collections.values()
    return {each.configuration["hnsw"]["ef_search"] for each in collections}
