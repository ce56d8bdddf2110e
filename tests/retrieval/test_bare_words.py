"""Questions that are no sentence, and questions that begin with a story."""

from __future__ import annotations

import pytest

from assistant.retrieval.bare_words import wanted_by_words, without_story

STORY = "Ik ben sinds kort raadslid en wij praten morgen in de commissie over de nieuwe brug."


@pytest.mark.parametrize(
    "text",
    [
        "Ik wil graag weten welke eisen er gelden voor aanvragers volgens art. 5 lid 2 van de regeling?",
        "Ik hoorde gisteren in de raad een betoog over de bruggen van dr. Jansen Hoeveel kost de brug bij Olst?",
        "Mijn vraag gaat over de brief van april 2021 over het programma. Hoeveel bedrijven deden mee aan iets?",
        "Wij praten morgen met elkaar over wat er speelt rond Zwolle. Hoeveel kost de nieuwe brug dit jaar?",
        "Wij praten morgen met elkaar over wat in de voortgangsrapportage staat. Hoeveel kost de nieuwe brug?",
        "Mijn vraag gaat over de bruggen die in Zwolle en in de buurt liggen. Hoeveel kost de brug van TNO?",
        f"{STORY} de nieuwe brug bij Olst kost hoeveel?",
        f"{STORY} Een nieuwe brug bij Olst dan?",
        f"{STORY} Hoeveel kosten die?",
    ],
)  # fmt: skip
def test_what_a_question_needs_is_not_left_out(text: str) -> None:
    assert without_story(text, "nl") == text


def test_a_mere_story_is_left_out() -> None:
    asked = "Hoeveel kost de nieuwe brug bij Olst?"
    assert without_story(f"{STORY} {asked}", "nl") == asked
    lives = "Ik woon al mijn hele leven met veel plezier aan het water in Zwolle."
    assert without_story(f"{lives} {asked}", "nl") == asked


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Beschrijf de rol van de minister", ""),
        ("Leg de begroting uit", ""),
        ("taken van de minister", ""),
        ("brief minister", ""),
        ("role of the director", ""),
        ("minister van Financiën", "who"),
        ("voorzitter stuurgroep bruggen", "who"),
        ("begroting bruggen 2020", "how_much"),
        ("number of bridges", "how_many"),
    ],
)
def test_a_few_words_want_what_they_are_about(text: str, wanted: str) -> None:
    assert wanted_by_words(text) == wanted
