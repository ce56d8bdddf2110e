"""Who, what and when: what a document's own face says goes before what its file says of itself."""

from __future__ import annotations

import time

import pytest
from conftest import ReadBytes
from hypothesis import given
from hypothesis import strategies as st
from pdf_writer import Sheet, Text, paragraph, pdf_bytes, simple_pdf

from assistant.reading.face import Face
from assistant.reading.face_dates import published_of
from assistant.reading.metadata import called, clean, metadata_from, title_of
from assistant.reading.organisations import company_in, is_organisation, named_in
from assistant.reading.publisher import publisher_of
from assistant.records import Metadata

BODY = "De gemeente vernieuwde vorig jaar veertien bruggen en betaalde de helft daarvan zelf."


def of(
    text: str = BODY,
    *,
    author: str = "",
    title: str = "",
    created: str = "",
    file: str = "x.pdf",
    running: str = "",
    imprint: str = "",
    headings: tuple[str, ...] = (),
) -> Metadata:
    face = Face(text, headings, running, imprint)
    return metadata_from(face, file, (title, author, created), "nl")


# Publisher


@pytest.mark.parametrize(
    ("face", "publisher"),
    [
        (Face("Rapport\nDit is een uitgave van\nGemeente Zwolle\nPostbus 1"), "Gemeente Zwolle"),
        (Face(BODY, imprint="Colofon: uitgave Wassenaar\noktober 2023"), "Wassenaar"),
        (Face(BODY, imprint="Published by the Harbour Agency"), "Harbour Agency"),
        (Face("Kaders voor water\nProvincie Noord-Brabant"), "Provincie Noord-Brabant"),
        (Face("Plan\nWaterschap Hunze en Aa's\nmaart 2021"), "Waterschap Hunze en Aa's"),
        (Face(BODY, running="De Winter Information Solutions – Rapport 12"), "De Winter Information Solutions"),
        (Face(BODY, imprint="Bureau Berk B.V.\nKade 1\nBureau Berk B.V. is gecertificeerd."), "Bureau Berk B.V."),
        (Face(f"Notitie\n{BODY}\nwww.rekenkamer.nl"), "Algemene Rekenkamer"),
        (Face(f"Ons kenmerk 12\nwww.rijksoverheid.nl/ezk\nGeachte Voorzitter,\n{BODY}"),
         "Ministerie van Economische Zaken en Klimaat"),
        (Face(f"Geachte voorzitter,\n{BODY}\nDE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,"),
         "Ministerie van Infrastructuur en Waterstaat"),
        (Face(f"Geachte voorzitter,\n{BODY}", running="Ministerie van\nInf rastructuur en\nWaterstaat"),
         "Ministerie van Infrastructuur en Waterstaat"),
    ],
)  # fmt: skip
def test_the_publisher_is_the_organisation_that_signs(face: Face, publisher: str) -> None:
    assert publisher_of("", face) == publisher


@pytest.mark.parametrize(
    "text",
    [
        "Rapportage penetratietest\nKlantnaam: Ministerie van Financiën",
        "Onderzoek\nOpdrachtgever\nMinisterie van Financiën",
        "Review\ncommissioned by\nMinisterie van Financiën",
        "Fiche 1\ng) Eerstverantwoordelijk ministerie Ministerie van Financiën",
        f"{BODY} Het Ministerie van Financiën vroeg daarom, en de Provincie Drenthe betaalde het.",
        "Guidelines\nto\nthe European Commission",
    ],
)
def test_who_is_spoken_of_or_to_is_no_publisher(text: str) -> None:
    assert publisher_of("", Face(text)) == ""


@pytest.mark.parametrize(
    "name", ["Karijn Walsh", "Frédéric Lançon", "Walter Sharp, Sr.", "Kok, drs. M.J."]
)
def test_a_person_is_the_author_and_never_the_publisher(name: str) -> None:
    found = of(author=name)
    assert (found.publisher, found.author) == ("", name)
    assert of("Begroting\nGemeente Assen", author=name).publisher == "Gemeente Assen"
    found = of(author=f"{name}; Els Bos; Stichting Web; Leiden; NL")
    assert (found.publisher, found.author) == ("Stichting Web", f"{name}; Els Bos")


@pytest.mark.parametrize(
    ("author", "publisher"),
    [
        ("Ministerie van Infrastructuur en Waterstaat", "Ministerie van Infrastructuur en Waterstaat"),
        ("U.S. Harbour Office, http://www.harbour.gov", "U.S. Harbour Office"),
        ("TNO", "TNO"),
        ("FORM002", ""),
        ("jansen12", ""),
        ("Preferred Customer", ""),
    ],
)  # fmt: skip
def test_an_author_counts_as_publisher_where_it_is_an_organisation(
    author: str, publisher: str
) -> None:
    found = of(author=author)
    assert (found.publisher, found.author) == (publisher, "")


def test_an_author_without_a_form_counts_where_the_text_speaks_of_it_as_a_firm() -> None:
    text = f"Toegankelijkheid\n{BODY}"
    assert of(text, author="Vaste Grond", imprint="Over Vaste Grond").publisher == "Vaste Grond"
    assert of(text, author="Vaste Grond").publisher == ""


def test_the_word_publisher_in_a_file_is_taken_at_its_word(read_bytes: ReadBytes) -> None:
    front = "---\ntitle: Plan\npublisher: Programmabureau\nauthor: Els Bos\n---\n\n"
    found = read_bytes((front + BODY).encode(), "plan.md").metadata
    assert (found.publisher, found.author) == ("Programmabureau", "Els Bos")
    page = f'<html><head><meta name="author" content="Els Bos"></head><body><p>{BODY}</p></body></html>'
    found = read_bytes(page.encode(), "plan.html").metadata
    assert (found.publisher, found.author) == ("", "Els Bos")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gemeente Den Haag", "Gemeente Den Haag"),
        ("Erasmus Universiteit", "Erasmus Universiteit"),
        ("University of the North", "University of the North"),
        ("West Water Association (WWA)", "West Water Association (WWA)"),
        ("Autoriteit Consument en Markt", "Autoriteit Consument en Markt"),
        ("Ministerie van Financiën Postbus 20201", "Ministerie van Financiën"),
        ("de heer J. de Vries", ""),
        ("Het programma loopt goed.", ""),
    ],
)
def test_names_of_organisations_are_known_by_their_form(text: str, name: str) -> None:
    assert named_in(text) == name
    assert is_organisation(text) is bool(name)


# Date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Datum\n06 augustus 2020\nOns kenmerk", "2020-08-06"),
        ("Date: The Hague, 3 May 2019", "2019-05-03"),
        ("Den Haag, 3 mei 2019\nGeachte", "2019-05-03"),
        ("Plan van aanpak\nmaart 2021", "2021-03"),
        ("Programma van Eisen\nVersie 0.5, 19 mei 2020", "2020-05-19"),
        ("Monitor\nmaart 2021\nVastgesteld op 4 maart 2021", "2021-03-04"),
        ("Methods of Analysis\nDenver, Colorado 1998", "1998"),
        ("November 2006\nVolume 47\nMonday, January 1, 2007\nHoliday", "2006-11"),
    ],
)
def test_the_date_on_the_face_goes_before_that_of_the_file(text: str, date: str) -> None:
    assert published_of(Face(text), "x.pdf", "Titel", "D:20220311120000") == date


@pytest.mark.parametrize(
    "text",
    [
        "Fiche\nb) Datum ontvangst Commissiedocument 26 oktober 2021",
        "Burgerlijk Wetboek\nGeraadpleegd op 27-06-2021.",
        f"{BODY} Op 20 juni 2021 werd het eindrapport aan de Kamer aangeboden.",
        "Plan\nEinddatum: 31 december 2030",
        "Agenda\nvrijdag 3 december 2021",
        "Programma\n1 januari 2031",
    ],
)
def test_dates_of_what_a_document_tells_of_do_not_count(text: str) -> None:
    assert published_of(Face(text), "x.pdf", "Titel", "D:20220311120000") == "2022-03-11"


def test_a_date_in_a_letterhead_or_a_colophon_counts() -> None:
    assert of(running="Rapport 13 juli 2020\nPagina 1/6").published == "2020-07-13"
    assert of(imprint="Postbus 1\nNovember 2022 | 73263").published == "2022-11"
    assert of("Nieuwsbrief\napril 2021", created="2021-04-28").published == "2021-04-28"


# Title


@pytest.mark.parametrize(
    "junk",
    [
        "PBL rapporten sjabloon",
        "Sjabloon",
        "Microsoft Word - x.docx",
        "untitled",
        "None",
        "n/a",
        "20200819_eindversie_v2",
        "Gemeente Assen",
        "Vergaderjaar 2019–2020",
        "-",
    ],
)
def test_template_junk_and_the_publisher_s_name_are_no_title(junk: str) -> None:
    face = Face("x", ("Evaluatie wegen",))
    assert title_of(junk, face, "x.pdf", "Gemeente Assen") == "Evaluatie wegen"


def test_a_letter_is_called_by_its_subject_as_far_as_it_runs() -> None:
    text = (
        "Datum\t3 februari 2023\nBetreft\tNationaal programma voor de kringloop 2023-2030\n"
        f"(NPK) met een reactie op twee verkenningen\nGeachte voorzitter,\n{BODY}"
    )
    wanted = (
        "Nationaal programma voor de kringloop 2023-2030 (NPK) met een reactie op twee verkenningen"
    )
    assert of(text).title == wanted
    assert of("Onderwerp\nAdvies over bomen\nSamenvatting\nWij vinden").title == "Advies over bomen"
    assert of(running="Betreft Water en bodem\nPagina 1 van 3").title == "Water en bodem"


ANSWERS = (
    "Tweede Kamer der Staten-Generaal\nVragen gesteld door de leden der Kamer, met de daarop door\nde regering "
    "gegeven antwoorden\n17\nVragen van de leden Smit (AB) en De Boer (CD) aan de Minister van Bruggen over\nhet "
    "bericht «Brug dicht» (ingezonden 29 maart 2024).\nAntwoord van Minister Kok (Bruggen), mede namens de "
    "Minister van Water\n(ontvangen 17 mei\n2024).\nVraag 1\nKent u het bericht?"
)


def test_questions_of_parliament_go_by_who_asked_what_and_when_they_were_answered() -> None:
    found = of(ANSWERS, created="D:20240822")
    assert found.title == (
        "Vragen van de leden Smit (AB) en De Boer (CD) aan de Minister van Bruggen over het bericht «Brug dicht»"
    )
    assert found.published == "2024-05-17"
    long = of(ANSWERS.replace("Brug dicht", "Brug dicht, en nog een, " * 10))
    assert long.title.endswith(" …")
    assert len(long.title) <= 200


def test_a_file_s_subject_is_its_title_where_that_is_none() -> None:
    assert called("None", "Antwoord op vragen over bruggen") == "Antwoord op vragen over bruggen"
    assert called("Bruggen in Assen", "Antwoord op vragen over bruggen") == "Bruggen in Assen"
    assert called("None", "Rapport 12") == "None"


def test_a_sentence_a_date_or_a_client_in_large_print_is_no_part_of_the_title() -> None:
    parts = ("Wetboek Boek 1", "Geraadpleegd op 27-06-2023.", "Ministerie van Financiën")
    assert of(headings=(" ".join(parts), *parts)).title == "Wetboek Boek 1"
    sentence = "In dit document staan mijn bevindingen beschreven."
    found = of(sentence, headings=(sentence,), running="Bevindingen bij de app 13 juli 2020")
    assert found.title == "Bevindingen bij de app"


def test_a_letterhead_that_is_marked_as_no_text_still_says_who_and_when(
    read_bytes: ReadBytes,
) -> None:
    head = ["Ministerie van Financiën", "Datum 22 december 2022", "Betreft Bruggen in het land"]
    sheets = [
        Sheet([*paragraph(72, 700, ["Geachte voorzitter,", BODY])], drawing=_artifact(head)),
        Sheet(paragraph(72, 700, [BODY])),
    ]
    found = read_bytes(pdf_bytes(sheets)).metadata
    assert (found.title, found.publisher) == ("Bruggen in het land", "Ministerie van Financiën")
    assert found.published == "2022-12-22"


def _artifact(lines: list[str]) -> str:
    shown = " ".join(
        f"BT /F1 9 Tf 72 {640 - 12 * n} Td ({line}) Tj ET" for n, line in enumerate(lines)
    )
    return f"/Artifact BMC {shown.replace('ë', chr(92) + '353')} EMC"


def test_the_author_is_kept_with_the_version_and_shown_nowhere_as_publisher(
    read_bytes: ReadBytes,
) -> None:
    found = read_bytes(
        simple_pdf([[BODY]], info={"Title": "Bruggen", "Author": "Els Bos"})
    ).metadata
    assert (found.title, found.publisher, found.author) == ("Bruggen", "", "Els Bos")
    largest = Sheet([Text(72, 780, "Monitor bruggen", 24), *paragraph(72, 700, [BODY])])
    assert read_bytes(pdf_bytes([largest])).metadata.author == ""


# Whatever stands there


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=60))
def test_any_text_gives_one_printable_line_each(text: str, author: str, title: str) -> None:
    found = of(text, author=author, title=title, running=text[:80], imprint=text[:80])
    for value in (found.title, found.publisher, found.published, found.author):
        assert value == clean(value)


def test_a_page_of_nothing_but_capitals_costs_no_time() -> None:
    text = "Ministerie van " + "Aa, Bb en Cc & " * 20_000
    started = time.perf_counter()
    named_in(text)
    company_in(text)
    of(text, running=text[:5000], imprint=text)
    assert time.perf_counter() - started < 5


def test_a_day_under_a_title_is_the_documents_own_however_old_its_file() -> None:
    text = f"Plan van aanpak bodem\n14 september 2020\n{BODY}"
    heading = ("Plan van aanpak bodem",)
    assert of(text, headings=heading, created="2013-12-23").published == "2020-09-14"
    assert of(f"{BODY}\n14 september 2020", headings=heading, created="2013-12-23").published == (
        "2013-12-23"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Betreft:Voortgang aanpak stikstof",
        "Betreft Voortgang aanpak stikstof",
        "BetreftVoortgang aanpak stikstof",
        "Datum 12 mei 2022 Betreft Voortgang aanpak stikstof",
        "Ons kenmerk 2022/17 Onderwerp: Voortgang aanpak stikstof Geachte Voorzitter, Graag bericht ik u.",
    ],
)
def test_a_letters_subject_is_found_where_its_lines_stand_close(line: str) -> None:
    assert of(f"Retouradres 1\n{line}\n\n{BODY}").title == "Voortgang aanpak stikstof"


def test_words_that_begin_like_a_label_are_no_subject() -> None:
    before = "\n".join([BODY] * 4)
    assert of(f"{before}\nOnderwerpen die terugkomen zijn bruggen", file="x.pdf").title == "x"


def test_what_stands_in_the_margin_of_a_page_is_no_title(read_bytes: ReadBytes) -> None:
    lines = paragraph(72, 700, [BODY] * 3, 11)
    stamp = Text(30, 300, "Tekst in de kantlijn 2021", 8, upwards=True)
    big = Text(30, 200, "Archief 2101.12345 [cs.CL] versie 1", 20, upwards=True)
    form = Text(72, 20, "Formulier F-2021 Aanvraag", 14)
    for extra in (stamp, big, form):
        assert read_bytes(pdf_bytes([Sheet([*lines, extra])]), "nota.pdf").metadata.title == "nota"
    page = read_bytes(pdf_bytes([Sheet([*lines, stamp])])).pages[0]
    assert "Tekst in de kantlijn 2021" in page.text
