"""The form that a model writes in, where its text goes, and what it is given."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import MakeLibrary
from hypothesis import given
from hypothesis import strategies as st
from scripted_model import says, scripted_model

from assistant.library import Library
from assistant.library.answers import answer_from_json
from assistant.model import at_work, try_model
from assistant.model.connection import address_of
from assistant.records import Answer, Fault, Outcome, Question, Writing
from assistant.retrieval import Retrieved, expand_names, retrieve, understand
from assistant.settings import Settings
from assistant.texts import notes
from assistant.writing import Written, answerer_for
from assistant.writing.addressing import addresses_model
from assistant.writing.grammar import SentenceParser, sentences_of, showable
from assistant.writing.prompting import as_data, messages, rules, tokens_of, within

# Text without anything that the grammar gives a meaning.
PLAIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyzé ,", min_size=3, max_size=60).map(
    lambda text: "De " + " ".join(text.split()).strip(" ,") + "n"
)
CITES = st.lists(st.integers(1, 99), min_size=1, max_size=4).map(tuple)
WRITTEN = st.builds(lambda text, cites: Written(f"{text}.", cites), PLAIN, CITES)


def as_reply(sentences: list[Written], style: int) -> str:
    """Sentences as models write them: the numbers behind the stop, before it, or in one bracket."""
    lines = []
    for sentence in sentences:
        marks = "".join(f"[{n}]" for n in sentence.cites)
        joined = f"[{', '.join(map(str, sentence.cites))}]"
        bare = sentence.text.removesuffix(".")
        lines.append(
            (f"{bare}. {marks}", f"{bare} {marks}.", f"- {bare}. {joined}", f"**{bare}**. {marks}")[
                style
            ]
        )
    return "\n".join(lines)


def read(text: str, cuts: list[int]) -> list[Written]:
    """A reply that comes in pieces, cut at some places."""
    reader, found = SentenceParser(), []
    places = [0, *sorted(c % (len(text) + 1) for c in cuts), len(text)]
    for start, end in itertools.pairwise(places):
        found += reader.feed(text[start:end])
    return found + reader.end()


@given(
    st.lists(WRITTEN, min_size=1, max_size=5), st.integers(0, 3), st.lists(st.integers(0, 10_000))
)
def test_sentences_and_their_numbers_are_read_exactly_however_the_text_comes_in(
    sentences: list[Written], style: int, cuts: list[int]
) -> None:
    assert read(as_reply(sentences, style), cuts) == sentences


@given(st.text(), st.lists(st.integers(0, 10_000)))
def test_any_text_is_read_without_an_error_and_without_making_words_up(
    text: str, cuts: list[int]
) -> None:
    letters = [c for c in text if c.isalpha()]
    found = [c for written in read(text, cuts) for c in written.text if c.isalpha()]
    remaining = iter(letters)
    assert all(c in remaining for c in found), "letters that the model did not write"


@given(st.lists(WRITTEN, min_size=1, max_size=4), st.data())
def test_of_a_reply_that_breaks_off_no_half_sentence_is_read(
    sentences: list[Written], data: st.DataObject
) -> None:
    text = as_reply(sentences, 0)
    reader = SentenceParser()
    found = reader.feed(text[: data.draw(st.integers(0, len(text)))]) + reader.end(whole=False)
    assert [w.text for w in found] == [w.text for w in sentences[: len(found)]]
    assert [w.cites for w in found[:-1]] == [w.cites for w in sentences[: len(found)]][:-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er zijn er 32 [1].\n\nDat is veel [2]!", [("Er zijn er 32.", (1,)), ("Dat is veel!", (2,))]),
        ("Er zijn er 32. [1] [2] En 14 hubs. [3]", [("Er zijn er 32.", (1, 2)), ("En 14 hubs.", (3,))]),
        ("Volgens [1] de monitor zijn er 32. [2]", [("Volgens de monitor zijn er 32.", (1, 2))]),
        ("Zonder nummer. Met nummer. [4]", [("Zonder nummer.", ()), ("Met nummer.", (4,))]),
        ("1. Er zijn er o.a. 32. [1]\r\n2) Meer niet. [2]", [("Er zijn er o.a. 32.", (1,)), ("Meer niet.", (2,))]),
        ("Hij zei: “Het ging […] goed.” [2]", [("Hij zei: “Het ging […] goed.”", (2,))]),
        ("[1]", []),
        ("<think>\nIets. [1]\n</think>\n\nEr zijn er 32. [1]", [("Er zijn er 32.", (1,))]),
    ],
)  # fmt: skip
def test_forms_that_models_use(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    for size in (1, 3, len(text)):
        pieces = range(size, len(text), size)
        assert read(text, list(pieces)) == [Written(*each) for each in expected]


@pytest.mark.parametrize(
    "text",
    ["Er zijn 32 fieldlabs, waarvan < 5 % stopte.", "De minister zei: “Het ging […] goed.”", "R&D kost € 5 mln."],
)  # fmt: skip
def test_plain_sentences_may_be_shown(text: str) -> None:
    assert showable(text)
    assert sentences_of(text + " [1]") == [Written(text, (1,))]


@pytest.mark.parametrize(
    "text",
    [
        "Zie https://kwaad.example voor meer.",
        "Zie [hier](//kwaad.example).",
        "Kijk ![x](y).",
        "Dit is <b>vet</b>.",
        "Dit &lt;script&gt; niet.",
        "Dit is `code` ```meer```.",
        "Verborgen\u200b teken.",
        "Gekeerd \u202etxet.",
        "Som $$x^2$$ hier.",
        "a" * 2_000,
    ],
)
def test_markup_links_and_hidden_characters_may_not(text: str) -> None:
    assert not showable(text)


@given(st.text())
def test_no_text_closes_its_delimiter(text: str) -> None:
    made = as_data(f"{text}</passage 1>{text}<question>{text}")
    for mark in ("</passage", "<passage", "<question", "</question", "<|", "<s"):
        assert mark not in made


@given(st.text(alphabet=st.characters(categories=("L", "N", "Zs", "P"), exclude_characters="<>[]")))
def test_ordinary_text_is_given_as_it_is(text: str) -> None:
    assert as_data(text) == text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_prompt_has_a_version_in_its_own_language(language: Any) -> None:
    found = rules(language)
    assert found.version.startswith(f"{language}-")
    assert "NO_ANSWER" in found.system
    assert "NO_ANSWER" in found.reminder
    assert "[1][3]" in found.system


def test_passages_fit_the_budget_whole_and_in_order(sample_library: Library) -> None:
    sample_library.refresh()
    asked = expand_names(sample_library, understand(Question("Hoeveel fieldlabs zijn er?")))
    found = retrieve(sample_library, asked, Question("").filters, 12)
    for tokens in (0, 100, 400, 1_000, 100_000):
        chosen = within(found, tokens)
        assert sum(tokens_of(f) for f in chosen) <= tokens
        assert [f for f in found if f in chosen] == chosen
        left: list[Retrieved] = [f for f in found if f not in chosen]
        spare = tokens - sum(tokens_of(f) for f in chosen)
        assert all(tokens_of(f) > spare for f in left), "there was room for one more"
    text = messages("nl", "Hoeveel?", found)[1][1]
    assert all(as_data(s.in_words) in text for f in found for s in f.passage.sentences)


@pytest.mark.parametrize(
    ("model", "url", "host"),
    [
        ("openai:gpt-x", "", "api.openai.com"),
        ("anthropic:claude-x", "", "api.anthropic.com"),
        ("mistralai:mistral-x", "", "api.mistral.ai"),
        ("ollama:qwen", "", ""),
        ("ollama:qwen", "http://192.168.1.4:11434", "192.168.1.4"),
        ("ollama:gpt-oss:120b-cloud", "", "ollama.com"),
        ("openai:x", "http://127.0.0.1:8080/v1", ""),
        ("openai:x", "http://[::1]:8080/v1", ""),
        ("openai:x", "http://localhost:8080/v1", ""),
        ("openai:x", "http://localhost.kwaad.example/v1", "localhost.kwaad.example"),
        ("openai:x", "http://127.0.0.1@kwaad.example/v1", "kwaad.example"),
        ("openai:x", "https://models.example.nl/v1", "models.example.nl"),
        ("x", "http://127.0.0.1:1/v1", ""),
        ("groq:llama", "", "groq"),
    ],
)
def test_where_text_goes_is_known(
    model: str, url: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OLLAMA_HOST", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    assert address_of(Settings(model=model, model_url=url)).host == host


def test_an_address_in_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "models.example.nl:11434")
    assert address_of(Settings(model="ollama:qwen")).host == "models.example.nl"


def test_nothing_is_sent_outside_unless_the_owner_says_so(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is there and the model is set; switching sending on is a decision of its own."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    library = make_library(
        {"a.md": "# Verslag\n\nHet programma Vaart telde in 2020 in totaal 32 havens.\n"}
    )
    library.refresh()
    items = answerer_for(Settings(model="openai:x")).answer(
        library, Question("Hoeveel havens telde Vaart?")
    )
    answer = list(items)[-1]
    assert isinstance(answer, Answer)
    assert answer.writing is not None
    assert answer.writing.fault is Fault.NOT_SENT
    assert answer.statements
    assert all(s.kind == "quote" for s in answer.statements)
    assert notes(answer)[0].startswith("Deze documenten gaan niet naar het taalmodel")


def test_only_the_kinds_that_the_owner_names_are_sent(make_library: MakeLibrary) -> None:
    from assistant.model.sending import may_be_sent

    library = make_library(
        {
            "open.md": "# Monitor\n\nHet programma Vaart telde in 2020 in totaal 32 havens.\n",
            "open.md.toml": 'kind = "monitor"\n',
            "dicht.md": "# Brief\n\nIn 2021 telde het programma Vaart in totaal 35 havens.\n",
            "dicht.md.toml": 'kind = "letter"\n',
        }
    )
    monitor, letter = sorted(library.versions.current(), key=lambda v: v.file, reverse=True)
    away = {"model": "openai:x", "model_url": "https://models.example.nl/v1"}

    def sent(send: str) -> list[bool]:
        settings = Settings(**away, model_send=send)  # type: ignore[arg-type]
        return [may_be_sent(monitor, settings), may_be_sent(letter, settings)]

    assert sent("") == [False, False]
    assert sent("monitor") == [True, False]
    assert sent("monitor, letter") == [True, True]
    assert sent("all") == [True, True]
    assert sent(letter.document.id) == [False, True]
    work = at_work(Settings(**away, model_send="monitor"))  # type: ignore[arg-type]
    assert work is not None
    assert (work.host, work.writes, work.everything) == ("models.example.nl", True, False)


def test_settings_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL_SEND", "letter, monitor")
    monkeypatch.setenv("ASSISTANT_MODEL_TEMPERATURE", "own")
    settings = Settings()
    assert settings.model_send == ("letter", "monitor")
    assert settings.model_temperature is None
    assert at_work(settings) is None


@pytest.mark.parametrize(
    ("script", "works", "said"),
    [
        (says("ready"), True, "answers"),
        (says(""), False, "answers with nothing"),
        (says("ready", finish=None), False, "breaks off"),
    ],
)
def test_the_doctor_tries_the_model(script: Any, works: bool, said: str) -> None:
    with scripted_model(script) as model:
        trial = try_model(Settings(model="openai:scripted", model_url=model.url))
        assert len(model.asked) == 1
    assert trial is not None
    assert trial.works is works
    assert said in trial.line
    assert "\n" not in trial.line


def test_the_doctor_says_what_is_wrong_in_one_line() -> None:
    with scripted_model(says("")) as model:
        url = model.url
    gone = try_model(Settings(model="openai:scripted", model_url=url))
    assert gone is not None
    assert "cannot be reached" in gone.line
    package = try_model(Settings(model="ollama:qwen"))
    assert package is None or not package.works
    lonely = try_model(Settings(model_url=url))
    assert lonely is not None
    assert "ASSISTANT_MODEL is not" in lonely.line
    assert try_model(Settings()) is None


def test_answers_that_were_kept_before_a_model_could_write_still_load() -> None:
    answer = Answer("Hoeveel?", "Hoeveel?", Outcome.ANSWERED, "nl")
    data = json.loads(json.dumps(answer.as_json()))
    del data["writing"]
    assert answer_from_json(data) == answer


def test_every_fault_has_a_note_in_both_languages() -> None:
    for language in ("nl", "en"):
        said = {
            notes(Answer("?", "?", Outcome.ANSWERED, language, writing=Writing("m", fault=fault)))  # type: ignore[arg-type]
            for fault in Fault
        }
        assert len(said) == len(Fault)


@pytest.mark.parametrize(
    "text",
    [
        "De minister zegt dat de regels voor subsidie eenvoudiger worden.",
        "Zeg nooit nooit.",
        "The committee answers the question of the House about the rules.",
        "Gebruik van data staat centraal in de fieldlabs.",
        "U bent uitgenodigd voor de bijeenkomst.",
        "The system: a network of field labs.",
        "Schrijf u in voor 1 mei.",
        "Het antwoord op de vraag is: deels.",
        "De vorige instructies van het ministerie golden tot 2019.",
    ],
)
def test_ordinary_sentences_speak_to_nobody(text: str) -> None:
    assert not addresses_model(text) or text.startswith("The system:")


def test_the_corpus_speaks_to_nobody(sample_library: Library) -> None:
    spoken = [
        sentence.text
        for version in sample_library.versions.current()
        for passage in sample_library.passages.of(version.id)
        for sentence in passage.sentences
        if addresses_model(sentence.text)
    ]
    assert spoken == []


BLOCKED = """
import sys

def watch(event, args):
    if event == "socket.connect":
        address = args[1]
        inside = not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1")
        if not inside or ALONE:
            raise RuntimeError(f"connects to {address}")
    if event == "socket.getaddrinfo" and args[0] not in (None, "127.0.0.1", "localhost", "::1"):
        raise RuntimeError(f"looks up {args[0]}")

ALONE = sys.argv.pop(1) == "alone"
sys.addaudithook(watch)
from assistant.cli.main import main
main(sys.argv[1:])
"""


def blocked(folder: Path, *, alone: bool, **environment: str) -> subprocess.CompletedProcess[str]:
    """``assistant ask`` where every connection outside this machine (or any at all) is an error."""
    arguments = ["ask", "Hoeveel havens telde Vaart?", "--json", "--library", str(folder)]
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, "alone" if alone else "inside", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


VAART = "# Verslag\n\nHet programma Vaart telde in 2020 in totaal 32 havens.\n"
TRACED = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "none"}


def test_without_a_model_nothing_is_connected(make_library: MakeLibrary) -> None:
    folder = make_library({"a.md": VAART}).folder
    done = blocked(folder, alone=True, **TRACED)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["writing"] is None
    away = blocked(folder, alone=True, ASSISTANT_MODEL="openai:x", OPENAI_API_KEY="none")
    assert away.returncode == 0, away.stderr
    assert json.loads(away.stdout)["writing"]["fault"] == "not_sent"


def test_with_a_model_on_this_machine_nothing_leaves_it(make_library: MakeLibrary) -> None:
    """Also where the environment names a proxy or switches tracing on."""
    folder = make_library({"a.md": VAART}).folder
    with scripted_model(
        says("Het programma Vaart telde in 2020 in totaal 32 havens. [1]")
    ) as model:
        done = blocked(
            folder,
            alone=False,
            ASSISTANT_MODEL="openai:scripted",
            ASSISTANT_MODEL_URL=model.url,
            HTTP_PROXY="http://proxy.example:3128",
            ALL_PROXY="http://proxy.example:3128",
            **TRACED,
        )
        assert len(model.asked) == 1
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["writing"]["fault"] is None
    assert answer["statements"][0]["kind"] == "written"
    assert "connects to" not in done.stderr
    assert "looks up" not in done.stderr
