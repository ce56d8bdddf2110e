"""Sentences of Dutch and English reports: where one ends, and that no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chunking.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Er zijn 45 fieldlabs.", "Zij werken samen met bedrijven."],
        ["Wat leverde het op?", "Veel, zegt TNO.", "En wat kostte het?"],
        ["Stop!", "Begin opnieuw."],
        ["The programme works.", "It reached 680 companies."],
        ["Zij zei: ‘Het werkt.’", "Daarna ging zij weg."],
        ["Dit is zo (zie bijlage 2.)", "Het volgende ook."],
        ["Het bedrag is hoog.", "€ 3 miljoen per fieldlab is veel."],
        ["Wij komen terug op het plan.", "'s Avonds is er tijd."],
    ],
)
def test_a_full_stop_question_mark_or_exclamation_mark_ends_a_sentence(
    sentences: list[str],
) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "De fieldlabs (o.a. in Zwolle, Eindhoven e.d.) draaien goed.",
        "Dit geldt m.b.t. de subsidie i.v.m. de regeling.",
        "Het rapport van drs. Jansen en prof. De Vries is af.",
        "Zie bijv. Figuur 3 en blz. Twaalf van het rapport.",
        "Het budget is ca. 50 fieldlabs waard.",
        "Companies, e.g. ASML and approx. Forty others, take part.",
        "Figures (cf. Table 2) were supplied by Smith et al. in 2019.",
        "Zij werken d.m.v. AI, m.n. in de bouw.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_an_abbreviation_can_end_a_sentence_before_a_word_that_opens_one() -> None:
    assert split("Er zijn robots, printers enz. Het kabinet steunt dat.") == [
        "Er zijn robots, printers enz.",
        "Het kabinet steunt dat.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Staatssecretaris M. Keijzer stuurde de brief.",
        "De heer H.G.J. Kamp ontving de agenda.",
        "Hij sprak met J. P. Balkenende over het plan.",
    ],
)
def test_initials_do_not_end_a_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("De woning kreeg label B. Dat is goed.", ["De woning kreeg label B.", "Dat is goed."]),
        (
            'She said: "We choose B." Later it failed.',
            ['She said: "We choose B."', "Later it failed."],
        ),
        ("Volgens J. De Smet lukt het.", ["Volgens J. De Smet lukt het."]),
    ],
)
def test_a_letter_that_is_no_initial_may_end_a_sentence(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "In de 2. ronde zijn er meer aanvragen.",
        "Op 12. januari begon de 3. fase.",
        "Er waren 1.250 bedrijven en 8.5 procent groei.",
        "De groei was 8,5 procent in het eerste jaar.",
        "Versie 2.1.3 van het plan is af.",
    ],
)
def test_ordinals_and_decimal_numbers_do_not_end_a_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_million_and_billion_can_be_abbreviated_inside_a_sentence() -> None:
    text = "Het kabinet geeft € 1,35 mld. extra uit en € 12 mln. aan fieldlabs. Dat is veel."
    assert split(text) == [
        "Het kabinet geeft € 1,35 mld. extra uit en € 12 mln. aan fieldlabs.",
        "Dat is veel.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dit volgt uit art. 6, eerste lid, onder e, AVG.",
        "Zie Stb. 2020, 12 en Kamerstukken II 2019/20, nr. 219.",
        "Op grond van art. 36, lid 1, jo. Artikel 58 is dat verplicht.",
        "De vergunning is verleend o.g.v. art. 4:81 Awb en par. 2.3 van de nota.",
    ],
)
def test_a_citation_of_law_does_not_end_a_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_a_footnote_mark_behind_the_full_stop_belongs_to_the_sentence_before_it() -> None:
    text = "Het aandeel was 8,5 procent.[12] Daarna steeg het.[13][14] Nu daalt het."
    assert split(text) == [
        "Het aandeel was 8,5 procent.[12]",
        "Daarna steeg het.[13][14]",
        "Nu daalt het.",
    ]


@pytest.mark.parametrize(
    "text",
    ["2. Werkt decentraal met regio's.", "a. De aanvraag is compleet.", "iv. Het plan is af."],
)
def test_a_list_number_stays_with_its_item(text: str) -> None:
    assert split(text) == [text]


def test_white_space_around_sentences_is_left_out_and_nothing_gives_nothing() -> None:
    assert split("  \n Een zin. \t Nog een zin.  ") == ["Een zin.", "Nog een zin."]
    assert split("") == []
    assert split(" \n\t ") == []


_PIECES = st.sampled_from(
    [
        *"Het kabinet . ! ? … ... € 1,3 mld. o.a. M. Keijzer [12] art. ‘ ’ ( ) 2. a. - 'n é".split(),
        *("\n", "\t", "\u00a0", " ", ""),
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map(" ".join)))
def test_sentences_stand_in_order_do_not_overlap_and_cover_every_letter(text: str) -> None:
    spans = sentence_spans(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip(), "letters between sentences"
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        position = end
    assert not text[position:].strip(), "letters behind the last sentence"
