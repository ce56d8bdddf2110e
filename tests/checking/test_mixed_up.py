"""What is nearly the same is not the same: another town, another alderman, another column, another stage."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from small_passage import PLAIN

from assistant.checking import check_text
from assistant.checking.alignment import align
from assistant.checking.gather import _text_of, says_something
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.points import points_of
from assistant.checking.proposition import Proposition
from assistant.checking.stance import stance_of
from assistant.library import Library
from assistant.records import BlockKind, Ruling, Sentence, Verdict

GOALS = (
    "# Evaluatie van het programma Helder\n\nDe doelstellingen van het programma zijn buiten bereik gebleven. "
    "De regeling is ingetrokken.\n"
)
MONEY = (
    "# Voortgang Deltafonds\n\nHet rijk heeft 127 miljoen euro beschikbaar gesteld voor de dijken. "
    "Daarvan is tot nu toe 84 miljoen euro toegekend.\n"
)
HARBOURS = (
    "# Subsidies voor havens\n\nTabel 2: Subsidie per haven (x € 1.000)\n\n"
    "| Haven | 2018 | 2019 | Totaal |\n|---|---|---|---|\n| Delfzijl | 210 | 340 | 550 |\n"
    "| Vlissingen | 120 | 95 | 215 |\n| Totaal | 330 | 435 | 765 |\n"
)
TOWNS = (
    "# Woningbouw per gemeente\n\nIn Zwolle zijn in 2022 in totaal 1.450 woningen gebouwd. "
    "In Deventer zijn in 2022 in totaal 820 woningen gebouwd. De provincie gaf 12 miljoen euro aan Kampen en "
    "7 miljoen euro aan Hattem voor nieuwe scholen.\n"
)
COUNCIL = (
    "# Verslag van de raad\n\nWethouder Jansen opende in 2019 het zwembad in Almelo. "
    "Wethouder De Boer nam in 2021 het plan voor het station aan.\n"
)


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    texts = {
        "a": GOALS,
        "b": MONEY,
        "c": HARBOURS,
        "d": TOWNS,
        "e": COUNCIL,
        "f": VISITS,
        "g": DEVICES,
    }
    return read_library({f"{name}.md": text for name, text in texts.items()})


VISITS = (
    "# Verslag wijkteams\n\nUit gesprekken met het wijkteam blijkt dat de leden van het loket meer tijd hebben. "
    "Ze geven aan dat dat vaak de reden is waarom het wijkteam mensen doorverwijst naar het loket. Alle zeven "
    "bezoekers hebben nog contact met de leden van het loket.\n\n"
    "## Bijdrage van Hattem\n\n| Omschrijving | Financier | Bedrag |\n|---|---|---|\n"
    "| Beschermd wonen | Centrumgemeente | 769 |\n| Toegang | Centrumgemeente | 334 |\n"
)


DEVICES = (
    "# Proef met kastjes\n\nDe pseudonieme sleutels worden elke 24 uur door het kastje gemaakt. Als kastjes "
    "ten minste 15 minuten bij elkaar in de buurt zijn, wordt een versleutelde code uitgewisseld. Het kastje "
    "komt overeen met de kastjes die in Duitsland, Italië en Ierland worden ontwikkeld. De studie naar de "
    "batterij van het kastje is gedaan door CE Delft. De omzet van de handel in batterijen was in het tweede "
    "kwartaal van 2020 ruim 25 procent lager dan het jaar daarvoor. Het kastje is een niet-verplichte "
    "aanvulling op het papieren onderzoek en komt niet in plaats daarvan. Het voorstel wijzigt de Wet op de "
    "batterijen. Vanaf 2023 wordt jaarlijks 50% van de gastouders getoetst. Een kastje moet worden vervangen "
    "als het scherm breekt, tenzij het kastje niet meer wordt gebruikt. Een subsidie voor de taalklas uit te "
    "keren ter hoogte van € 76.250 in 2024, € 110.000 in 2025 en € 115.000 in 2026. Een melding van een "
    "vakbond over kastjes wordt altijd in behandeling genomen.\n"
)


def ruled(library: Library, claim: str) -> Verdict:
    [verdict] = check_text(library, claim).verdicts
    return verdict


@pytest.mark.parametrize(
    "claim",
    [
        "De doelen van het programma Helder zijn niet gehaald.",
        "Er is bijna 130 miljoen euro beschikbaar gesteld voor de dijken.",
        "Tot nu toe is 84 miljoen euro toegekend voor de dijken.",
        "De haven van Delfzijl kreeg in 2018 210.000 euro subsidie.",
        "De haven van Delfzijl kreeg in totaal 550.000 euro subsidie.",
        "De havens kregen in 2019 samen 435.000 euro subsidie.",
        "In Zwolle zijn in 2022 1.450 woningen gebouwd.",
        "Kampen kreeg 12 miljoen euro voor nieuwe scholen.",
        "Hattem kreeg 7 miljoen euro voor nieuwe scholen.",
        "Wethouder Jansen opende in 2019 het zwembad in Almelo.",
        "Wethouder De Boer nam in 2021 het plan voor het station aan.",
        "De pseudonieme sleutels worden elke dag door het kastje gemaakt.",
        "Het kastje is een niet-verplichte aanvulling op het papieren onderzoek.",
        "Het wetsvoorstel wijzigt de Wet op de batterijen.",
        "Een kastje moet worden vervangen als het scherm breekt.",
        "De subsidie voor de taalklas was in 2025 € 110.000.",
    ],
)
def test_what_is_so_is_borne_out(library: Library, claim: str) -> None:
    assert ruled(library, claim).ruling is Ruling.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Het programma Helder haalde zijn doelen.", "buiten bereik"),
        ("The Helder programme reached its goals.", "buiten bereik"),
        ("Bijna 130 miljoen euro is toegekend voor de dijken.", "84 miljoen"),
        ("Nearly 130 million euros were awarded for the dikes.", "84 miljoen"),
        ("In 2018 kreeg de haven van Delfzijl 550.000 euro subsidie.", "210"),
        ("In totaal kreeg de haven van Delfzijl 210.000 euro subsidie.", "550"),
        ("In Zwolle zijn in 2022 820 woningen gebouwd.", "1.450"),
        ("Kampen kreeg 7 miljoen euro voor nieuwe scholen.", "12 miljoen"),
        ("De provincie gaf 12 miljoen euro aan Hattem voor nieuwe scholen.", "7 miljoen"),
        ("Wethouder Jansen opende in 2021 het zwembad in Almelo.", "2019"),
        ("De pseudonieme sleutels worden elke 24 minuten door het kastje gemaakt.", "24 uur"),
        (
            "Als kastjes ten minste 15 seconden bij elkaar in de buurt zijn, wordt een versleutelde code "
            "uitgewisseld.",
            "15 minuten",
        ),
        (
            "Het kastje komt overeen met de kastjes die in Duitsland, Spanje en Ierland worden ontwikkeld.",
            "Italië",
        ),
        ("De studie naar de batterij van het kastje is gedaan door TNO.", "CE Delft"),
        ("Vanaf 2023 worden jaarlijks alle gastouders getoetst.", "50%"),
        ("De subsidie voor de taalklas was in 2024 € 110.000.", "76.250"),
        (
            "Een melding van een vakbond over kastjes hoeft niet in behandeling te worden genomen.",
            "altijd",
        ),
        (
            "De omzet van de handel in batterijen was in het tweede kwartaal van 2020 ruim 25 procent hoger dan "
            "het jaar daarvoor.",
            "lager",
        ),
    ],
)
def test_what_is_not_so_is_contradicted_by_what_is(library: Library, claim: str, said: str) -> None:
    verdict = ruled(library, claim)
    assert verdict.ruling is Ruling.CONTRADICTED
    assert said in verdict.findings[0].statement.text


@pytest.mark.parametrize(
    "claim",
    [
        "In Kampen zijn in 2022 600 woningen gebouwd.",
        "Wethouder De Boer opende in 2019 het zwembad in Almelo.",
        "Wethouder De Boer opende in 2021 het zwembad in Almelo.",
        "Wethouder De Boer opende het zwembad in Almelo.",
        "Wethouder Jansen nam in 2021 het plan voor het station aan.",
    ],
)
def test_what_is_said_of_another_neither_bears_out_nor_contradicts(
    library: Library, claim: str
) -> None:
    assert ruled(library, claim).ruling in (Ruling.NOT_FOUND, Ruling.PARTLY)


def compared(claim: str, source: str) -> tuple[ComparedPoint, ...]:
    one, other = Proposition(claim, "nl"), Proposition(source, "nl")
    return points_of(one, other, align(one, other))


def test_who_was_given_something_did_not_give_it() -> None:
    given = "Zij is in Bussum door Ineke de Wit aangeboden aan staatssecretaris Mona Keijzer."
    points = compared("De staatssecretaris bood de agenda in Bussum aan.", given)
    assert "Ineke de Wit" in [p.found for p in points if p.agrees is False]
    points = compared("De agenda is in Bussum aangeboden aan de staatssecretaris.", given)
    assert "Ineke de Wit" not in [p.found for p in points if p.agrees is False]


def test_the_end_of_a_year_is_not_the_opposite_of_a_beginning() -> None:
    points = compared(
        "Eind 2020 waren er 47 havens gestart.", "Sinds het begin zijn 47 havens gestart."
    )
    assert all(p.matter is not Matter.OPPOSITE for p in points)
    points = compared("Het werk is gestart.", "Het werk is gestopt.")
    assert any(p.matter is Matter.OPPOSITE for p in points)


def test_ten_years_from_now_says_nothing_of_the_last_ten_years() -> None:
    points = compared(
        "Het fonds bestaat meer dan tien jaar.",
        "Of het fonds over tien jaar sterk is, hangt ervan af.",
    )
    assert not any(p.matter is Matter.FIGURE and p.agrees for p in points)


def test_a_claim_with_two_dates_is_not_contradicted_by_another_date_of_one_of_them() -> None:
    claim = "De nota werd in november 2014 gepresenteerd, en de uitvoering begon in januari 2015."
    one = Proposition(claim, "nl")
    other = Proposition("De regionale nota is op 19 oktober 2015 gepresenteerd.", "nl")
    alignment = align(one, other)
    assert stance_of(points_of(one, other, alignment), 0.9, alignment, False) is None


@pytest.mark.parametrize(
    "claim",
    [
        "Het wijkteam verwijst door omdat de leden van het loket hoger zijn opgeleid.",
        "Hattem is de centrumgemeente voor beschermd wonen.",
        "De meeste bezoekers die contact hebben met het loket, zijn vrouwen boven de vijftig.",
    ],
    ids=["another reason", "a heading's name", "an age"],
)
def test_what_no_sentence_says_is_not_found(library: Library, claim: str) -> None:
    assert ruled(library, claim).ruling is Ruling.NOT_FOUND


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("De Rabobank wil een studie naar de batterij van het kastje.", "Rabobank"),
        ("Het kastje is in Zoetermeer voor het eerst getest.", "Zoetermeer"),
    ],
)
def test_a_name_that_no_sentence_has_is_told(library: Library, claim: str, name: str) -> None:
    verdict = ruled(library, claim)
    assert verdict.ruling is Ruling.NOT_FOUND
    assert name in verdict.why


@pytest.mark.parametrize(
    "claim",
    [
        "Het gebouw voor de proef werd 25 procent duurder dan begroot.",
        "De boete voor misbruik van een sleutel is 24 uur hechtenis.",
    ],
)
def test_the_same_figure_of_something_else_bears_nothing_out(library: Library, claim: str) -> None:
    assert ruled(library, claim).ruling is Ruling.NOT_FOUND


def test_names_are_printed_as_they_stand(library: Library) -> None:
    claim = "De studie naar de batterij van het kastje is gedaan door TNO."
    assert "noemt TNO;" in ruled(library, claim).why
    assert "maar CE Delft." in ruled(library, claim).why


@pytest.mark.parametrize(
    ("claim", "source", "differs"),
    [
        ("Dat duurde 3 kilometer.", "Dat duurde 3 uur.", False),
        (
            "De belasting was 2,8 kiloton per hectare.",
            "De belasting was 2,8 Mton per hectare.",
            True,
        ),
        ("De pauze na de storing was 2 dagen.", "De pauze na de storing was 48 uur.", False),
        ("De bijdrage was 13,8 miljard euro.", "De bijdrage was 13.813.000 euro.", True),
        ("De bijdrage was 1,5 milligram per liter.", "De bijdrage was 1,5 µg per liter.", True),
    ],
)
def test_a_number_is_held_in_what_it_is_measured_in(claim: str, source: str, differs: bool) -> None:
    points = [p for p in compared(claim, source) if p.matter in (Matter.FIGURE, Matter.UNIT)]
    assert any(p.agrees is False for p in points) is differs


def test_the_number_of_an_item_counts_nothing() -> None:
    text = (
        "5.b.3: De taalklas gaat verder. Het verslag noemt 2) het aantal leerlingen, en 40 leraren."
    )
    assert [figure.value for figure, _ in Proposition(text, "nl").figures] == [40]


def test_two_days_are_the_ends_of_a_period_and_another_end_is_another_date() -> None:
    source = "Wie tussen 1 januari 2020 en 1 januari 2025 heeft gesaldeerd, heeft tijd tot 2030."
    points = compared("Wie tussen 2020 en 2025 heeft gesaldeerd, heeft tijd tot 2035.", source)
    assert [p.agrees for p in points if p.matter is Matter.DATE] == [True, False]


def test_another_of_the_same_letters_is_another_name() -> None:
    source = "De korting is 14,1 mln op SPUK IZA."
    points = compared("De korting op de Brede SPUK is 14,1 miljoen.", source)
    assert "spuk iza" in [p.found for p in points if p.agrees is False]
    points = compared("De korting op de SPUK is 14,1 miljoen.", source)
    assert all(p.agrees is not False for p in points)


def test_a_name_that_shares_half_is_another() -> None:
    source = Proposition(
        "It is owned by the City of Richmond and the County of Chesterfield.", "en"
    )
    claim = Proposition("It is owned by Richmond and Hanover County.", "en")
    points = points_of(claim, source, align(claim, source))
    assert "county of chesterfield" in [p.found for p in points if p.agrees is False]
    claim = Proposition("It is owned by Richmond and Chesterfield County.", "en")
    assert all(p.agrees is not False for p in points_of(claim, source, align(claim, source)))


def test_a_place_of_the_sentence_before_is_not_where_this_one_is() -> None:
    before = "Het havenbedrijf Rotterdam noemt 35 projecten van 7 miljard euro."
    source = Proposition(
        "In Delfzijl staan 50 projecten van 5 miljard euro op het spel.", "nl", before
    )
    claim = Proposition("In de haven van Rotterdam staan 50 projecten op het spel.", "nl")
    points = points_of(claim, source, align(claim, source))
    assert "delfzijl" in [p.found for p in points if p.agrees is False]


def test_what_refers_elsewhere_says_nothing() -> None:
    note = Sentence("51 Zie ook het advies van de raad van 22 juni 2020.", (), BlockKind.FOOTNOTE)
    assert not says_something(note, "Advies")


def test_a_reason_that_is_given_bears_out(library: Library) -> None:
    claim = "Het wijkteam verwijst door omdat de leden van het loket meer tijd hebben."
    assert ruled(library, claim).ruling is not Ruling.CONTRADICTED


def test_the_number_of_a_section_counts_nothing() -> None:
    text = "Zoals in 2.3 Gebruik staat, zijn er 2,3 banen."
    assert [figure.value for figure, _ in Proposition(text, "nl").figures] == [2.3]
    assert Proposition("Zie paragraaf 4.1.", "nl").figures == []


def test_a_footnotes_number_counts_nothing() -> None:
    note = Sentence("19 Dit blijkt uit een analyse.", (), BlockKind.FOOTNOTE)
    assert _text_of(note) == "Dit blijkt uit een analyse."
    assert _text_of(Sentence("19 bruggen zijn nieuw.", (), PLAIN)) == "19 bruggen zijn nieuw."


@pytest.mark.parametrize(
    ("claim", "changed"),
    [
        ("De regio geeft 21 procent uit aan overhead, waar dat landelijk gemiddeld 16 is.", False),
        (
            "De regio geeft 21 procent uit aan overhead, waar dat landelijk gemiddeld 16 procent is.",
            True,
        ),
        (
            "De regio geeft 16 procent uit aan overhead, waar dat landelijk gemiddeld 21 procent is.",
            False,
        ),
    ],
)
def test_figures_that_changed_places_are_others(claim: str, changed: bool) -> None:
    source = (
        "De overhead van de regio ligt met 16% veel lager dan het landelijk gemiddelde van 21%."
    )
    figures = [p for p in compared(claim, source) if p.matter is Matter.FIGURE]
    assert all(p.agrees is False for p in figures) is changed
    assert not changed or [p.found for p in figures] == ["16%", "21%"]


@pytest.mark.parametrize(
    ("claim", "changed"),
    [
        (
            "71,4 procent komt van vluchten naar Azië en 28,6 procent van vluchten binnen Europa",
            True,
        ),
        (
            "28,6 procent komt van vluchten naar Azië en 71,4 procent van vluchten binnen Europa",
            False,
        ),
        ("71,4 procent komt uit ons werelddeel en 28,6 procent uit een ander", False),
        # They are not two parts of one whole: one word tells nothing.
        (
            "61,4 procent komt van vluchten naar Azië en 28,6 procent van vluchten binnen Europa",
            False,
        ),
    ],
)
def test_of_two_shares_of_a_whole_one_word_tells_which_is_whose(claim: str, changed: bool) -> None:
    share = claim.split(" procent")[0] if claim.startswith("6") else "71,4"
    source = f"Van de neerslag is 28,6% afkomstig van vluchten ver weg en {share}% van vluchten binnen Europa."
    figures = [
        p for p in compared(f"Van de neerslag {claim}.", source) if p.matter is Matter.FIGURE
    ]
    assert all(p.agrees is False for p in figures) is changed


def test_a_figure_right_before_another_year_is_of_that_year() -> None:
    source = "Het aandeel van minderjarige verdachten daalde van 12% in 2013 tot 11% in 2023."
    for claim, right in (("was 11 procent in 2023", True), ("was 11 procent in 2013", False)):
        points = compared(f"Het aandeel van minderjarige verdachten {claim}.", source)
        assert any(p.agrees for p in points if p.matter is Matter.FIGURE) is right
