"""What a question names is understood: pages, numbers, acronyms and documents."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from hypothesis import given
from hypothesis import strategies as st
from pdf_writer import simple_pdf

from assistant.answering import answer_question
from assistant.figures import figures_in
from assistant.language.number_words import in_words
from assistant.language.terms import stem
from assistant.records import Filters, Question
from assistant.retrieval import Kind, expand_names, kind_wanted, retrieve, understand
from assistant.retrieval.acronyms import definitions, long_form
from assistant.retrieval.page_reference import named_pages

AUDIT = (
    "# Toegankelijkheidsonderzoek\n\nDe knop om te delen heeft geen naam voor de schermlezer. "
    "Het contrast van de tekst is {contrast} op 1.\n"
)


# Pages


@pytest.mark.parametrize(
    ("question", "pages"),
    [
        ("Wat staat er op pagina 14?", {14}),
        ("What is said on pages 3?", set()),
        ("Welke datum staat op de tweede bladzijde?", {2}),
        ("What is the fax number on page fourteen?", {14}),
        ("Wie staat er op de voorpagina?", {1}),
        ("Hoeveel pagina's heeft het rapport?", set()),
        ("Wat zegt p. 12 over subsidies?", {12}),
        ("How many web pages were tested?", set()),
    ],
)
def test_the_pages_that_a_question_names(question: str, pages: set[int]) -> None:
    assert named_pages(question)[1] == pages


def test_a_question_about_a_page_is_answered_from_that_page(make_library: MakeLibrary) -> None:
    pages = [
        ["Het programma startte op 3 maart 2015 in Zwolle met tien bedrijven."],
        ["De tweede fase startte op 9 juni 2018 in Assen met twintig bedrijven."],
        ["De slotfase startte op 1 mei 2021 in Emmen met dertig bedrijven."],
    ]
    library = make_library({"fasen.pdf": simple_pdf(pages)})
    for number, date in ((1, "3 maart 2015"), (2, "9 juni 2018"), (3, "1 mei 2021")):
        answer = answer_question(library, Question(f"Welke datum staat op pagina {number}?"))
        assert date in answer.statements[0].text
        assert {c.page for s in answer.statements for c in s.citations} == {number}


# Numbers


@given(st.integers(0, 99), st.sampled_from(["nl", "en"]))
def test_a_number_in_words_is_read_back(number: int, language: str) -> None:
    word = in_words(number, language)  # type: ignore[arg-type]
    values = [f.value for f in figures_in(f"ruim {word} bedrijven", language)]  # type: ignore[arg-type]
    if number >= 2 and "-" not in word:
        assert values == [number]


def test_a_number_in_words_finds_the_same_number_in_digits(make_library: MakeLibrary) -> None:
    towns = ("Zwolle 12", "Assen 31", "Emmen 44", "Hoorn 57")
    texts = [f"{town.split()[0]} kreeg {town.split()[1]} bruggen." for town in towns]
    library = make_library({f"{n}.txt": text for n, text in enumerate(texts)})
    library.refresh()
    for words, town in (("twaalf", "Zwolle"), ("vierenveertig", "Emmen")):
        asked = expand_names(library, understand(Question(f"Welke plaats kreeg {words} bruggen?")))
        found = retrieve(library, asked, Filters(), 4)
        best = max(found, key=lambda r: r.hit.lexical)
        assert town in best.passage.text


# Acronyms


def test_letters_that_fit_no_words_are_no_acronym() -> None:
    assert long_form("AP", "volgens het tweede rapport") == ""
    assert list(definitions("Dat kost veel geld (PDF) en tijd (zie bijlage).")) == []


@given(st.text(max_size=300))
def test_a_definition_always_stands_in_the_text(text: str) -> None:
    for short, long in definitions(text):
        assert short in text
        assert long in text


def test_an_acronym_finds_its_long_form_and_the_reverse(make_library: MakeLibrary) -> None:
    library = make_library(
        {
            "a.txt": "De Rijksdienst voor Bruggen en Kanalen (RBK) is opgericht in Zwolle.",
            "b.txt": "De Rijksdienst voor Bruggen en Kanalen betaalde het onderhoud van de sluis.",
            "c.txt": "Het waterschap betaalde in dat jaar de kosten van het gemaal in Assen.",
            "d.txt": "Het RBK telt vierhonderd medewerkers, verdeeld over drie kantoren.",
        }
    )
    library.refresh()
    asked = expand_names(library, understand(Question("Wat betaalde het RBK?")))
    key = stem("rbk", "nl")
    assert any(term == key and stem("bruggen", "nl") in same for term, same in asked.aliases)
    found = retrieve(library, asked, Filters(), 4)
    assert "onderhoud" in max(found, key=lambda r: r.hit.lexical).passage.text
    spelled = expand_names(
        library, understand(Question("Hoeveel telt de Rijksdienst voor Bruggen en Kanalen?"))
    )
    assert any(same == frozenset({key}) for _, same in spelled.aliases)


# Near-duplicates


def test_of_near_duplicates_the_one_that_is_named_speaks_and_the_others_are_listed(
    make_library: MakeLibrary,
) -> None:
    files = {
        f"{date}_audit_{app}.md": f"---\ntitle: Audit toegankelijkheid {app}\ndate: {date}\n---\n"
        + AUDIT.format(contrast=number)
        for number, app, date in (
            (2, "Android", "2021-10-05"),
            (3, "iOS", "2022-02-01"),
            (4, "webversie", "2022-09-02"),
        )
    }
    library = make_library(files)  # type: ignore[arg-type]
    assert len(library.versions.current()) == 3
    library.refresh()
    for named, date in (
        ("de audit van oktober 2021", "2021-10-05"),
        ("de audit van september 2022", "2022-09-02"),
        ("de audit van de iOS-app", "2022-02-01"),
    ):
        asked = f"Wat heeft geen naam voor de schermlezer volgens {named}?"
        answer = answer_question(library, Question(asked))
        said = [s for s in answer.statements if "schermlezer" in s.text]
        assert len(said) == 1, "the same words are quoted once"
        assert said[0].citations[0].published == date
        assert len(said[0].also) == 2
        for citation in said[0].also:
            page = library.pages.get(citation.version, citation.page)
            assert page.text[citation.start : citation.end] == citation.quote


def test_where_no_document_is_named_the_newest_speaks(make_library: MakeLibrary) -> None:
    text = "De knop om te delen heeft geen naam voor de schermlezer."
    files = {
        f"{name}.md": f"---\ntitle: Verslag {name}\ndate: {date}\n---\n{text}\n"
        for name, date in (("alfa", "2020-01-01"), ("beta", "2022-01-01"), ("gamma", "2021-01-01"))
    }
    library = make_library(files)  # type: ignore[arg-type]
    library.refresh()
    answer = answer_question(library, Question("Wat heeft geen naam voor de schermlezer?"))
    assert answer.statements[0].citations[0].published == "2022-01-01"
    assert [c.published for c in answer.statements[0].also] == ["2021-01-01", "2020-01-01"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("subsidie bruggen 2016 bedrag", Kind.HOW_MUCH),
        ("aantal bruggen Zwolle", Kind.HOW_MANY),
        ("startdatum programma bruggen", Kind.WHEN),
        ("voorzitter stuurgroep bruggen", Kind.WHO),
        ("number of bridges Zwolle", Kind.HOW_MANY),
        ("bruggen Zwolle", Kind.WHAT),
        ("Is het bedrag bekend?", Kind.WHAT),
    ],
)
def test_a_few_words_say_what_is_wanted(text: str, kind: Kind) -> None:
    assert understand(Question(text)).kind is kind


def test_a_story_before_a_question_is_left_out_where_the_question_stands_alone() -> None:
    story = "Ik ben sinds kort raadslid en wij praten morgen in de commissie over de bruggen."
    alone = understand(Question(f"{story} Hoeveel kost de nieuwe brug bij Olst?"))
    assert alone.text == "Hoeveel kost de nieuwe brug bij Olst?"
    leaning = understand(Question(f"{story} Hoeveel kosten die?"))
    assert leaning.text == f"{story} Hoeveel kosten die?"
    short = understand(Question("Brug bij Olst. Hoeveel kost de nieuwe brug daar per jaar?"))
    assert short.text.startswith("Brug bij Olst.")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoe hoog was de boete die het ministerie kreeg?", Kind.HOW_MUCH),
        ("How large a deficit does the plan allow?", Kind.HOW_MUCH),
        ("Welk deel van de bedrijven doet mee?", Kind.HOW_MANY),
        ("What spare ratio is expected in 2026?", Kind.HOW_MANY),
        ("Hoe lang duurt het programma?", Kind.HOW_MANY),
        ("How long will it take?", Kind.HOW_MANY),
        ("Hoe groot is de rol van de provincies?", Kind.WHAT),
        ("Does the operator track its response when no taxi comes?", Kind.WHAT),
        ("Blijft de subsidie wanneer een bedrijf stopt?", Kind.WHEN),  # which it may be
        ("Is de subsidie er nog wanneer een bedrijf stopt?", Kind.WHAT),
        ("Is bekend wanneer het programma stopt?", Kind.WHEN),
        ("When did it start?", Kind.WHEN),
        ("What makes sending data around by email risky?", Kind.WHAT),
        ("What is the email address of the office?", Kind.CONTACT),
        ("What phone number does the desk have?", Kind.CONTACT),
        ("What number of phones does the desk have?", Kind.HOW_MANY),
    ],
)
def test_what_sort_of_answer_is_wanted(question: str, kind: Kind) -> None:
    assert kind_wanted(question) is kind
