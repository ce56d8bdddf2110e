"""A model that is held to a schema gives the same answers, and is read as exactly."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_answers import asked_of, quoted, settings_for
from scripted_model import says, scripted_model

from assistant.library import Library
from assistant.model.faults import ModelFault
from assistant.records import Fault
from assistant.settings import Settings
from assistant.writing import Writer, Written
from assistant.writing.structured import StructuredSentences, schema_options

SAID = "Het programma Waterkracht telde eind 2019 in totaal 32 proeftuinen."
FALSE = SAID.replace("32", "57")


def as_json(*sentences: tuple[str, list[int]]) -> str:
    return json.dumps({"sentences": [{"text": t, "passages": p} for t, p in sentences]})


TEXT = st.text(min_size=1).map(lambda text: " ".join(f"a{text}".split()))
SENTENCES = st.lists(st.tuples(TEXT, st.lists(st.integers(0, 99))), min_size=1, max_size=4)


@given(SENTENCES, st.integers(1, 30), st.sampled_from([None, 2]))
def test_sentences_are_read_however_the_object_comes_in(
    sentences: list[tuple[str, list[int]]], size: int, indent: int | None
) -> None:
    text = json.dumps(json.loads(as_json(*sentences)), indent=indent, ensure_ascii=bool(indent))
    reader, found = StructuredSentences(), []
    for start in range(0, len(text), size):
        found += reader.feed(text[start : start + size])
    assert found + reader.end() == [Written(t, tuple(p)) for t, p in sentences]


@pytest.mark.parametrize(
    ("text", "fault", "written"),
    [
        (as_json((SAID, [1])), None, 1),
        (as_json((SAID, [99])), None, 1),
        (as_json((FALSE, [1]), (SAID, [1])), None, 1),
        (as_json((FALSE, [1])), Fault.UNSUPPORTED, 0),
        (as_json(), Fault.NO_ANSWER, 0),
        ("", Fault.EMPTY, 0),
        (f"{SAID} [1]", Fault.OFF_FORMAT, 0),
        ('{"sentences": [' + '{"text": "Half', Fault.OFF_FORMAT, 0),
        (as_json((SAID, [1])) + " En dan nog iets.", Fault.OFF_FORMAT, 1),
        ('{"sentences": [{"text": 7, "passages": [1]}]}', Fault.OFF_FORMAT, 0),
        ('{"sentences": [{"text": "x", "passages": [true]}]}', Fault.OFF_FORMAT, 0),
        ('{"answer": []}', Fault.OFF_FORMAT, 0),
    ],
)
def test_however_the_object_is_there_is_an_answer(
    text: str, fault: Fault | None, written: int, water_library: Library
) -> None:
    with scripted_model(says(text)) as model:
        writer = Writer(settings_for(model.url, model_format="json"))
        shown, answer = asked_of(water_library, writer)
        (asked,) = model.asked
    assert asked.body["response_format"]["type"] == "json_schema"
    assert "NO_ANSWER" not in asked.system + asked.user
    assert answer.writing is not None
    assert answer.writing.prompt == "nl-json-1"
    assert answer.writing.fault is fault
    assert [s.text for s in shown if s.kind == "written"] == [SAID] * written
    if not written:
        assert answer.statements == quoted(water_library)


def test_half_an_object_is_no_sentence() -> None:
    reader = StructuredSentences()
    assert reader.feed('{"sentences": [{"text": "Half een zin') == []
    assert reader.end(whole=False) == []
    with pytest.raises(ModelFault):
        reader.end()


def test_a_provider_without_schemas_is_asked_for_plain_text() -> None:
    assert schema_options(Settings(model="anthropic:x", model_format="json")) == {}
    assert schema_options(Settings(model="openai:x")) == {}
    assert "format" in schema_options(Settings(model="ollama:x", model_format="json"))
