"""What a question asks of a document itself: by its question word, too."""

from __future__ import annotations

import pytest
from bare_versions import a_version

from assistant.answering.asked_of_itself import (
    OfItself,
    asked_of_itself,
    asks_no_more,
    is_done,
    told_by,
)
from assistant.records import Question
from assistant.retrieval import understand

VERSION = a_version("Vissen in de Vecht", "Bureau Snoek", "2021")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Wie heeft de evaluatie geschreven?", OfItself.AUTHORS),
        ("Wie zijn de auteurs van de evaluatie?", OfItself.AUTHORS),
        ("Hoe heten de auteurs van de evaluatie?", OfItself.AUTHORS),
        ("Wanneer is de evaluatie geschreven?", OfItself.DATE),
        ("When was the letter sent?", OfItself.DATE),
        ("Wanneer werd het onderzoek in opdracht van TNO opgesteld?", OfItself.DATE),
        ("Waarom is de evaluatie geschreven?", None),
        ("Voor wie is de evaluatie geschreven?", None),
        ("Who was the report written for?", None),
        ("Hoe is de evaluatie geschreven?", None),
        ("Why was the evaluation commissioned?", None),
        ("Who commissioned the evaluation?", OfItself.COMMISSIONED),
        ("In opdracht van wie is het rapport gemaakt?", OfItself.COMMISSIONED),
        ("Wat is de opdracht van het ministerie?", None),
        ("Hoeveel pagina's heeft het rapport?", OfItself.PAGES),
    ],
)
def test_the_question_word_says_what_is_asked(question: str, asked: OfItself | None) -> None:
    assert asked_of_itself(understand(Question(question))) == ((asked,) if asked else ())


@pytest.mark.parametrize(
    ("question", "every"),
    [
        (
            "Wie schreef Vissen in de Vecht en wanneer kwam het uit?",
            (OfItself.AUTHORS, OfItself.DATE),
        ),
        (
            "Which body issued Vissen in de Vecht, and when?",
            (OfItself.PUBLISHER, OfItself.DATE),
        ),
        (
            "Wanneer is Vissen in de Vecht verschenen en door wie is het geschreven?",
            (OfItself.DATE, OfItself.AUTHORS),
        ),
        ("Is Vissen in de Vecht al definitief? Welke versie is dit?", (OfItself.STATUS,)),
    ],
)
def test_more_than_one_thing_is_asked_of_it(question: str, every: tuple[OfItself, ...]) -> None:
    understood = understand(Question(question))
    assert asked_of_itself(understood) == every
    assert asks_no_more(every, VERSION, understood)


@pytest.mark.parametrize(
    "question",
    [
        "Wie ving de meeste vissen en wanneer kwam het uit?",
        "Wie schreef Vissen in de Vecht en wanneer werd de brug gesloopt?",
        "Is het besluit over de sluis al definitief?",
    ],
)
def test_what_is_besides_asked_of_something_else_is_no_question_after_it(question: str) -> None:
    understood = understand(Question(question))
    every = asked_of_itself(understood)
    assert not every or not asks_no_more(every, VERSION, understood)


@pytest.mark.parametrize(
    ("question", "asked", "no_more"),
    [
        ("Wat is het kenmerk van Vissen in de Vecht?", OfItself.NUMBER, True),
        ("Wat is het kenmerk van het rapport over de Vecht?", OfItself.NUMBER, True),
        ("Wat is het kenmerk van vissen?", OfItself.NUMBER, False),
        ("Wie is de opdrachtgever van de Vecht?", OfItself.COMMISSIONED, False),
        ("Wanneer zijn de gegevens over de Vecht gepubliceerd?", OfItself.DATE, False),
        ("Wanneer is Vissen in de Vecht gepubliceerd?", OfItself.DATE, True),
    ],
)
def test_something_else_has_a_mark_and_a_client_as_well(
    question: str, asked: OfItself, no_more: bool
) -> None:
    assert asks_no_more((asked,), VERSION, understand(Question(question))) is no_more


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        (OfItself.NUMBER, "Kenmerk: DGBI", True),
        (OfItself.NUMBER, "Ons kenmerk\nDGBI", True),
        (OfItself.NUMBER, "Kenmerk 2021-17", True),
        (OfItself.NUMBER, "Kenmerk van goed beleid is rust", False),
        (OfItself.NUMBER, "Reference is made to the letter", False),
        (OfItself.COMMISSIONED, "We write on behalf of the board", False),
        (OfItself.AUTHORS, "De samenstelling van de raad", False),
        (OfItself.AUTHORS, "Samenstelling: P. Voorn", True),
    ],
)
def test_a_label_is_no_word_of_a_sentence(asked: OfItself, text: str, told: bool) -> None:
    pattern = told_by(asked)
    assert pattern is not None
    assert bool(pattern.search(text)) is told


@pytest.mark.parametrize(
    ("question", "every", "alone"),
    [
        ("Who carried out the study for the city of Zwolle, and when?", (OfItself.AUTHORS, OfItself.DATE), False),
        ("Who carried out the programme?", (), False),
        ("Which body issued the paper comparing Vissen in de Vecht, and when?",
         (OfItself.PUBLISHER, OfItself.DATE), True),
        ("Van wanneer is de studie naar vissoorten in de Vecht en wie zijn de auteurs?",
         (OfItself.DATE, OfItself.AUTHORS), True),
        ("Who issued the permits for fishing in the Vecht?", (OfItself.PUBLISHER,), False),
    ],
)  # fmt: skip
def test_what_describes_the_document_that_somebody_made_asks_no_more(
    question: str, every: tuple[OfItself, ...], alone: bool
) -> None:
    understood = understand(Question(question))
    assert asked_of_itself(understood) == every
    assert asks_no_more(every, VERSION, understood) is alone


def test_who_did_research_and_who_carries_out_a_programme_are_two_things() -> None:
    assert is_done("Who carried out the quick scan for the city?")
    assert is_done("Wie heeft het onderzoek naar de vissen verricht?")
    assert not is_done("Wie heeft het programma uitgevoerd?")
