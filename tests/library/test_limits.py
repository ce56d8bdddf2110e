"""Documents that only some groups see: a library as each of them has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.checking import check_claims, check_text
from assistant.errors import AssistantError, UnknownCitation
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.library.withholding import answer_within
from assistant.records import Filters, Outcome, Question
from assistant.records.feedback import Opinion
from assistant.records.viewers import NOBODY, SEALED, Viewer
from assistant.web.check_queue import Job

BRIDGES = "In 2020 zijn er in Zwolle veertien bruggen vernieuwd. De gemeente betaalde de helft."
MILLS = "In 2020 zijn er in Kwadijk zeven molens verplaatst. De provincie betaalde alles."
ANNA = Viewer("anna", frozenset({"A"}))
BOB = Viewer("bob", frozenset({"B"}))
OWNER = Viewer("owner", None)

CONTENT = {"a.txt": BRIDGES, "m.txt": MILLS, "corpus.toml": '["m.txt"]\ngroups = ["B"]\n'}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Bridges for everybody, mills for group B. Tests only read it."""
    folder = tmp_path_factory.mktemp("held")
    (folder / "source").mkdir()
    for name, text in CONTENT.items():
        (folder / "source" / name).write_text(text)
    with Library.open(folder / "library") as library:
        ingest(library, [folder / "source"])
        yield library


@pytest.fixture
def limited(make_library: MakeLibrary) -> Library:
    """The same, for tests that change it."""
    return make_library(dict(CONTENT))


def files(library: Library) -> set[str]:
    return {version.file for version in library.versions.current()}


def again(library: Library, **content: str) -> None:
    source = library.folder.parent / "source"
    for name, text in content.items():
        (source / name.replace("_", ".")).write_text(text)
    ingest(library, [source])


def test_a_document_is_seen_by_its_groups_and_by_who_sees_all(held: Library) -> None:
    assert files(held) == files(held.visible_to(BOB)) == {"a.txt", "m.txt"}
    assert files(held.visible_to(OWNER)) == {"a.txt", "m.txt"}
    assert files(held.visible_to(ANNA)) == files(held.visible_to(NOBODY)) == {"a.txt"}
    assert examine(held) == []


def test_no_part_of_a_view_says_anything_of_what_is_hidden(held: Library) -> None:
    """Every part that a library has, asked for a version that it holds."""
    seen = held.visible_to(ANNA)
    (hidden,) = (v for v in held.versions.current() if v.file == "m.txt")
    passage = held.passages.of(hidden.id)[0]
    (key,) = (c.key for c in held.citations.of_sentence(hidden, passage.sentences[0], ""))
    for look in (
        lambda: seen.versions.get(hidden.id),
        lambda: seen.versions.get(hidden.id[:16]),
        lambda: seen.versions.newest(hidden.id),
        lambda: seen.versions.suffix(hidden.id),
        lambda: seen.versions.described(hidden.id),
        lambda: seen.versions.named("m.txt"),
        lambda: seen.versions.named(str(held.folder.parent / "source" / "m.txt")),
        lambda: seen.versions.compare(hidden.id, hidden.id),
        lambda: seen.documents.history(hidden.document.id),
        lambda: seen.documents.named("m"),
        lambda: seen.documents.overrides(hidden.document.id),
        lambda: seen.documents.newest_version(hidden.document.id),
        lambda: seen.originals.file(hidden.id),
        lambda: seen.pages.get(hidden.id, 1),
        lambda: seen.citations.by_key(key),
        lambda: seen.curation.set_metadata(hidden.document.id, {"groups": ""}),
        lambda: seen.curation.retire(hidden.document.id),
        lambda: seen.curation.separate(hidden.id),
        lambda: seen.runs.get(99),
    ):
        with pytest.raises(AssistantError):
            look()
    assert not seen.versions.holds(hidden.id)
    assert not seen.passages.of(hidden.id)
    assert not seen.passages.get([passage.id])
    assert not seen.passages.vectors(hidden.id)
    assert not seen.passages.with_vectors(hidden.id)
    assert not seen.passages.on({(hidden.id, 1)})
    assert not list(seen.pages.of(hidden.id))
    assert not seen.pages.numbered([hidden.id], [1])
    assert not seen.figures.named("molens")
    assert not seen.figures.of(hidden.id)
    assert not seen.files.of(hidden.id)
    assert "m.txt" not in {file.name for file in seen.files.known().values()}
    (run,) = seen.runs.newest()
    assert (run.counts["added"], run.counts["passages"]) == (1, 1)
    assert [file.file for file in seen.runs.get(run.id).files] == ["a.txt"]
    assert files(held) == {"a.txt", "m.txt"}, "nothing of it was changed"


def test_nothing_finds_or_counts_what_is_hidden(held: Library) -> None:
    seen = held.visible_to(ANNA)
    assert held.search.frequency("stems", "molen") == 1
    assert held.visible_to(BOB).search.frequency("stems", "molen") == 1
    assert seen.search.frequency("stems", "molen") == 0
    assert seen.search.passage_count() == 1
    assert seen.search.allowed(Filters(documents=("m",))) == []
    (mills,) = (v.id for v in held.versions.current() if v.file == "m.txt")
    vector = held.embedder.query("molens in Kwadijk")
    held = set(seen.passages.get(list(seen.search.nearest(vector, 10, None))))
    assert held == set(seen.search.nearest(vector, 10, None))
    assert not seen.search.nearest(vector, 10, [mills])
    assert not seen.search.matching({"stems": {"molen": 1.0}}, 10, None)
    assert not seen.search.matching({"stems": {"molen": 1.0}}, 10, [mills])


def test_each_is_answered_from_what_they_see(held: Library) -> None:
    asked = Question("Hoeveel molens zijn er verplaatst in Kwadijk?")
    mine = answer_question(held.visible_to(ANNA), asked)
    assert "zeven" not in str(mine)
    assert mine.outcome is not Outcome.ANSWERED
    assert answer_question(held.visible_to(BOB), asked).outcome is Outcome.ANSWERED
    claim = "In 2020 zijn er in Kwadijk negen molens verplaatst."
    assert "zeven" not in str(check_text(held.visible_to(ANNA), claim))
    assert "zeven" in str(check_text(held.visible_to(BOB), claim))


def test_a_slip_is_not_mended_by_a_word_that_is_hidden(held: Library) -> None:
    asked = Question("Hoeveel molenss zijn er in Kwadyjk verplaatst?")
    mine = answer_question(held.visible_to(ANNA), asked)
    assert "Kwadijk" not in mine.understood
    assert "molens " not in mine.understood


def test_a_library_without_limits_is_seen_as_it_is(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    seen = library.visible_to(ANNA)
    assert seen.search is library.search
    assert seen.versions is library.versions
    assert not seen.hides


def test_of_what_could_not_be_taken_in_each_hears_what_they_would_see(
    make_library: MakeLibrary,
) -> None:
    content = '["m*"]\ngroups = ["B"]\n'
    library = make_library({"a.pdf": b"%PDF-", "m.pdf": b"%PDF- ", "corpus.toml": content})
    told = {name: library.visible_to(v) for name, v in (("anna", ANNA), ("bob", BOB))}
    assert [failed.file for failed in told["bob"].files.problems()] == ["a.pdf", "m.pdf"]
    assert [failed.file for failed in told["anna"].files.problems()] == ["a.pdf"]
    assert told["bob"].runs.newest()
    assert not told["anna"].runs.newest(), "a run that took nothing in that she sees"


def test_a_view_is_made_once_and_follows_what_comes(limited: Library) -> None:
    first = limited.visible_to(ANNA)
    assert limited.visible_to(Viewer("chris", frozenset({"A", "C"}))).search is first.search
    again(limited, c_txt="De provincie plantte negenduizend bomen.")
    assert files(limited.visible_to(ANNA)) == {"a.txt", "c.txt"}


# Who says it


def test_a_person_s_word_limits_at_once_and_lifts_again(limited: Library) -> None:
    document = limited.documents.named("a.txt")
    limited.curation.set_metadata(document, {"groups": "C, B"})
    assert limited.documents.newest_version(document).document.groups == "B, C"
    assert files(limited.visible_to(ANNA)) == set()
    assert (
        answer_question(
            limited.visible_to(ANNA), Question("Hoeveel bruggen zijn er vernieuwd?")
        ).outcome
        is Outcome.FAILED
    )
    limited.curation.set_metadata(document, {"groups": ""})
    assert files(limited.visible_to(ANNA)) == {"a.txt"}


def test_a_limit_stays_when_nothing_is_said_of_it_any_more(limited: Library) -> None:
    """A new file, or a description that is gone, lifts none: that is said."""
    again(limited, m_txt=MILLS + " Het werk is klaar.", corpus_toml="")
    assert files(limited.visible_to(ANNA)) == {"a.txt"}
    again(limited, corpus_toml='publisher = "Provincie"')
    assert files(limited.visible_to(ANNA)) == {"a.txt"}
    again(limited, corpus_toml='["m.txt"]\ngroups = []')
    now = limited.visible_to(ANNA)
    assert files(now) == {"a.txt", "m.txt"}
    # What an earlier version was limited to goes on to hold of it.
    newest = next(v for v in now.versions.current() if v.file == "m.txt")
    assert [v.id for v in now.documents.history(newest.document.id)] == [newest.id]
    limited.curation.set_metadata(newest.document.id, {"groups": ""})
    assert len(limited.visible_to(ANNA).documents.history(newest.document.id)) == 2


def test_a_version_keeps_the_limit_that_its_document_had(limited: Library) -> None:
    """Of B, then of B in silence, then of D: who is of D alone sees the last one only."""
    again(limited, corpus_toml="")
    again(limited, m_txt=MILLS + " Het werk is klaar.")
    again(limited, m_txt=MILLS + " Het feest was groot.", m_txt_toml='groups = "D"')
    seen = limited.visible_to(Viewer("dora", frozenset({"D"})))
    (newest,) = (v for v in seen.versions.current() if v.file == "m.txt")
    assert seen.documents.history(newest.document.id) == (newest,)
    assert len(limited.documents.history(newest.document.id)) == 3
    assert "m.txt" not in files(limited.visible_to(BOB))


@pytest.mark.parametrize(
    "broken", ["groups = ", 'groups = "B', "groups = 5", 'groups = ["a, b"]', 'group = "!"']
)
def test_of_a_new_file_beside_a_broken_description_nobody_knows_who_may_see_it(
    limited: Library, broken: str
) -> None:
    again(limited, n_txt="De brug in Almelo ligt er nog.", corpus_toml=broken)
    for viewer in (ANNA, BOB):
        assert "n.txt" not in files(limited.visible_to(viewer))
    assert "n.txt" in files(limited.visible_to(OWNER))
    assert files(limited.visible_to(ANNA)) == {"a.txt"}, "what it said before goes on to hold"
    again(limited, corpus_toml='["m.txt"]\ngroups = ["B"]')
    assert files(limited.visible_to(ANNA)) == {"a.txt", "n.txt"}


def test_what_is_parted_or_joined_stays_limited(limited: Library) -> None:
    again(limited, m_txt=MILLS + " Het werk is klaar.")
    mills = limited.documents.named("m.txt")
    limited.curation.separate(limited.documents.history(mills)[0].id)
    assert files(limited.visible_to(ANNA)) == {"a.txt"}
    bridges = limited.documents.named("a.txt")
    limited.curation.join(mills, bridges)
    assert files(limited.visible_to(ANNA)) == set()
    limited.curation.set_metadata(bridges, {"groups": "B"})
    other = next(v for v in limited.versions.every() if v.document.id != bridges)
    limited.curation.set_metadata(other.document.id, {"groups": "C"})
    limited.curation.join(other.document.id, bridges)
    assert limited.documents.newest_version(bridges).document.groups == SEALED


def hidden_from_bob(library: Library, document: str) -> set[str]:
    every = {version.id for version in library.documents.history(document)}
    return every & library.visible_to(BOB).hidden


def test_who_does_not_see_an_earlier_version_lifts_nothing_of_it(limited: Library) -> None:
    """Bridges of C, then of everybody by what stands beside them, then by Bob's word."""
    again(limited, a_txt_toml='groups = "C"')
    again(limited, a_txt=BRIDGES + " Het werk is klaar.", a_txt_toml="groups = []")
    bridges = limited.documents.named("a.txt")
    earlier = limited.documents.history(bridges)[-1].id
    assert hidden_from_bob(limited, bridges) == {earlier}
    for groups in ("B", ""):
        limited.visible_to(BOB).curation.set_metadata(bridges, {"groups": groups})
        assert hidden_from_bob(limited, bridges) == {earlier}
    # Nor does joining, or parting.
    limited.visible_to(BOB).curation.join(bridges, limited.documents.named("m.txt"))
    (joined,) = {v.document.id for v in limited.versions.current()}
    assert earlier in hidden_from_bob(limited, joined)
    assert files(limited.visible_to(ANNA)) == set()
    limited.curation.set_metadata(joined, {"groups": "C"})
    newest = limited.documents.newest_version(joined)
    own = limited.curation.separate(newest.id).document
    assert own.groups == "C"
    assert newest.id in limited.visible_to(BOB).hidden
    limited.curation.set_metadata(joined, {"groups": ""})
    assert hidden_from_bob(limited, joined) == set(), "who sees all of them lifts all of it"


def test_bytes_that_come_back_are_limited_as_is_said_now(limited: Library) -> None:
    again(limited, a_txt_toml="groups = []")
    again(limited, a_txt=BRIDGES + " Het werk is klaar.")
    again(limited, a_txt=BRIDGES, a_txt_toml='groups = "B"')
    assert files(limited.visible_to(ANNA)) == set()
    assert files(limited.visible_to(BOB)) == {"a.txt", "m.txt"}


def test_what_is_limited_while_a_text_is_checked_bears_on_no_more_claims(limited: Library) -> None:
    asked = "In 2020 zijn er in Kwadijk negen molens verplaatst."
    bob = limited.visible_to(BOB)
    made = check_claims(bob, f"{asked} {asked.replace('negen', 'acht')}")
    first = next(made)
    assert "zeven" in str(first)
    limited.curation.set_metadata(limited.documents.named("m.txt"), {"groups": "C"})
    assert "zeven" not in str(list(made))
    job = Job(bob, asked, Filters(), "", "bob", verdicts=[first])
    assert "zeven" not in str(job.seen_by(bob.as_now()))
    assert limited.as_now() is limited


def test_a_file_is_joined_to_nothing_that_others_see(limited: Library) -> None:
    """An upload would be, or not be, a version of what whoever sends it does not see."""
    inbox = limited.inbox
    inbox.mkdir()
    (inbox / "m.txt").write_text(MILLS + " Het werk is klaar.")
    ingest(limited, [inbox])
    assert len({version.document.id for version in limited.versions.current()}) == 3
    assert files(limited.visible_to(ANNA)) == {"a.txt", "m.txt"}


def test_of_a_file_that_failed_a_limit_is_taken_later(make_library: MakeLibrary) -> None:
    library = make_library({"m.pdf": b"%PDF- "})
    assert library.visible_to(ANNA).files.problems()
    again(library, corpus_toml='groups = "B"')
    assert not library.visible_to(ANNA).files.problems()
    assert library.visible_to(BOB).files.problems()


def test_what_no_database_takes_is_dropped(limited: Library) -> None:
    limited.history.put("bob", "answer", "1", "Hoe\0veel?")
    limited.feedback.put("1", Opinion.WRONG, "Niet\0 waar.")
    assert "\0" not in limited.history.of("bob", "\0veel")[0].text
    assert "\0" not in limited.feedback.every()[0].note
    made = answer_question(limited, Question("Hoeveel bruggen zijn er vernieuwd?"))
    name = limited.answers.save(replace(made, question="Hoeveel\0?"))
    assert limited.answers.get(name).question == "Hoeveel ?"


# Answers and checks


def kept_by(library: Library, viewer: Viewer, question: str) -> str:
    seen = library.visible_to(viewer)
    name = seen.answers.save(answer_question(seen, Question(question)))
    seen.history.put(viewer.name, "answer", name, question)
    return name


def test_an_answer_belongs_to_who_asked_until_they_share_it(limited: Library) -> None:
    name = kept_by(limited, BOB, "Hoeveel bruggen zijn er vernieuwd?")
    assert limited.visible_to(BOB).answers.get(name).statements
    for other in (ANNA, OWNER, NOBODY):
        for look in (limited.visible_to(other).answers.get, limited.visible_to(other).answers.kept):
            with pytest.raises(UnknownCitation, match="There is no answer"):
                look(name)
    assert not limited.askers.share(name, "anna")
    assert limited.askers.share(name, "bob")
    assert limited.visible_to(ANNA).answers.get(name).statements
    limited.askers.share(name, "bob", shared=False)
    limited.history.remove("bob")
    with pytest.raises(UnknownCitation):
        limited.visible_to(ANNA).answers.get(name)
    assert limited.visible_to(BOB).answers.get(name).statements, "removing a line removes no answer"


def test_who_asks_the_same_has_it_too(limited: Library) -> None:
    question = "Hoeveel bruggen zijn er vernieuwd?"
    assert kept_by(limited, BOB, question) == kept_by(limited, OWNER, question)
    name = kept_by(limited, OWNER, question)
    assert limited.visible_to(BOB).answers.get(name) == limited.visible_to(OWNER).answers.get(name)


def test_a_shared_answer_shows_nobody_what_they_may_not_see(limited: Library) -> None:
    name = kept_by(limited, BOB, "Hoeveel molens zijn er verplaatst?")
    limited.askers.share(name, "bob")
    shown = limited.visible_to(ANNA).answers.get(name)
    assert (shown.question, shown.limited) == ("Hoeveel molens zijn er verplaatst?", True)
    assert shown.every_statement == ()
    assert "zeven" not in str(shown)
    assert not limited.visible_to(BOB).answers.get(name).limited
    assert not limited.visible_to(OWNER).answers.get(name).limited


def test_how_another_s_question_was_understood_is_not_told(limited: Library) -> None:
    """A word of a document that somebody does not see may have mended it."""
    bob = limited.visible_to(BOB)
    made = answer_question(bob, Question("Hoeveel bruggen zijn er vernieuwd?"))
    name = bob.answers.save(replace(made, understood="Hoeveel bruggen bij Kwadijk?"))
    bob.history.put("bob", "answer", name, made.question)
    limited.askers.share(name, "bob")
    told = bob.answers.get(name)
    assert "Kwadijk" in told.understood
    shown = limited.visible_to(ANNA).answers.get(name)
    assert shown.understood == shown.question == told.question


def test_a_shared_check_rules_nothing_from_what_is_hidden(limited: Library) -> None:
    text = "In 2020 zijn er in Kwadijk negen molens verplaatst."
    bob = limited.visible_to(BOB)
    name = bob.checks.save(check_text(bob, text))
    bob.history.put("bob", "check", name, text)
    with pytest.raises(UnknownCitation):
        limited.visible_to(ANNA).checks.get(name)
    limited.askers.share(name, "bob")
    shown = limited.visible_to(ANNA).checks.get(name)
    assert shown.limited
    assert "zeven" not in str(shown)
    assert [verdict.findings for verdict in shown.verdicts] == [()]


def test_who_is_in_a_group_no_more_sees_no_more_of_their_own_answers(limited: Library) -> None:
    name = kept_by(limited, BOB, "Hoeveel molens zijn er verplaatst?")
    assert limited.visible_to(Viewer("bob", frozenset())).answers.get(name).every_statement == ()


def test_names_of_hidden_documents_are_told_by_no_answer(held: Library) -> None:
    seen = held.visible_to(BOB)
    answer = answer_question(
        seen, Question("Hoeveel zijn er vernieuwd?", filters=Filters(documents=("Molenplan",)))
    )
    cut = answer_within(answer, lambda _: False, frozenset({"Molenplan"}))
    assert cut.filters.documents == ()


def test_what_is_forgotten_belongs_to_nobody(limited: Library) -> None:
    name = kept_by(limited, BOB, "Hoeveel bruggen zijn er vernieuwd?")
    limited.forget_one(name)
    assert not limited.askers.asked(name, "bob")
    name = kept_by(limited, BOB, "Hoeveel bruggen zijn er vernieuwd?")
    limited.forget(days=-1)
    assert not limited.askers.asked(name, "bob")


def test_what_nobody_asked_by_name_is_opened_when_it_is_shared(limited: Library) -> None:
    name = limited.answers.save(answer_question(limited, Question("Hoeveel bruggen zijn er?")))
    limited.history.put("", "answer", name, "Hoeveel bruggen zijn er?")
    for viewer in (ANNA, NOBODY):
        with pytest.raises(UnknownCitation):
            limited.visible_to(viewer).answers.get(name)
    assert limited.askers.publish(name)
    assert limited.visible_to(ANNA).answers.get(name).question == "Hoeveel bruggen zijn er?"
    assert not limited.askers.publish("none")


def test_what_was_asked_by_name_before_there_were_owners_is_theirs(
    limited: Library, tmp_path: Path
) -> None:
    """A ledger of the schema before, made of one of this."""
    import sqlite3

    name = kept_by(limited, BOB, "Hoeveel bruggen zijn er vernieuwd?")
    limited.close()
    with sqlite3.connect(limited.folder / "ledger.sqlite") as connection:
        connection.execute("DROP TABLE askers")
        for table in ("documents", "versions"):
            connection.execute(f'ALTER TABLE {table} DROP COLUMN "groups"')
        connection.execute("UPDATE facts SET value = '9' WHERE name = 'schema'")
    connection.close()
    with Library.open(limited.folder) as library:
        assert files(library.visible_to(ANNA)) == {"a.txt", "m.txt"}, "nothing was limited then"
        assert library.visible_to(BOB).answers.get(name).statements
        with pytest.raises(UnknownCitation):
            library.visible_to(ANNA).answers.get(name)
