"""What a journalist gets who checks a text: the right verdict, word for word, and nothing invented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import ROOT, MakeLibrary, Report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_writer import simple_pdf
from reading_back import check_citation, check_statement

from assistant.checking import check as check_module
from assistant.checking import check_text
from assistant.checking.claims import Claim, claims_in
from assistant.checking.pair import contradicts
from assistant.checking.proposition import Proposition
from assistant.embedding import embedder
from assistant.errors import AssistantError
from assistant.evaluation.claim_sets import Judged, judge_claims, measured, read_claims
from assistant.figures import figures_in
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records import Check, Filters, Finding, Ruling, Stance, Verdict

CLAIMS = ROOT / "benchmarks" / "claims"

# The least that the open claims over the sample documents reach, and the most false alarms. They
# stand a little under and over what is reached and follow as checking gets better.
FLOORS = {
    "macro_f1": 0.62,
    "precision_supported": 0.67,
    "recall_supported": 0.69,
    "precision_contradicted": 0.92,
    "recall_contradicted": 0.63,
    "changed_caught": 0.70,
    "changed_not_supported": 0.91,
}
MOST_FALSE_ALARMS = 0.05  # of the true paraphrases, called contradicted


def document(publisher: str, published: str, text: str) -> str:
    head = f'title: "Monitor van {publisher}"\npublisher: "{publisher}"\ndate: {published}'
    return f"---\n{head}\n---\n{text}\n"


MONITOR = document(
    "TNO",
    "2021-12-01",
    "In 2021 waren er 47 fieldlabs in Nederland. "
    "Aan de fieldlabs deden in 2021 ruim 680 bedrijven mee. "
    "De gemeente Zwolle betaalde de bruggen niet. "
    "Het aantal deelnemende scholen is in 2021 gestegen. "
    "Het ministerie wil in 2023 een nationaal loket voor bedrijven openen. "
    "De minister stelt dat het programma de productie van bedrijven heeft verhoogd.",
)
BUREAU = document("Programmabureau", "2021-12-05", "In 2021 waren er 41 fieldlabs in Nederland.")
EARLIER = document("TNO", "2020-12-01", "In 2020 waren er 44 fieldlabs in Nederland.")
ENGLISH = document(
    "Innovation Office",
    "2021-12-01",
    "In 2021 the programme trained 3,200 teachers at technical schools. "
    "The national innovation fund granted 12.5 million euros to the harbour project in Rotterdam.",
)


def checked(library: Library, text: str, filters: Filters | None = None) -> Check:
    """The check of a text, its quotes read back from their pages."""
    library.refresh()
    check = check_text(library, text, filters)
    for verdict in check.verdicts:
        assert text[verdict.start : verdict.end] == verdict.claim
        for finding in verdict.findings:
            check_statement(finding.statement)
            for citation in finding.statement.citations:
                check_citation(library, citation)
    return check


def verdict(library: Library, claim: str, filters: Filters | None = None) -> Verdict:
    (only,) = checked(library, claim, filters).verdicts
    return only


def standing(verdict: Verdict, stance: Stance) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.stance is stance]


def quoted(verdict: Verdict, stance: Stance) -> str:
    return " ".join(finding.statement.text for finding in standing(verdict, stance))


# Figures


def test_a_changed_figure_is_contradicted_and_both_figures_are_named_with_their_page(
    make_library: MakeLibrary,
) -> None:
    pages = [["Jaarverslag bruggen 2021"], ["In Zwolle zijn in 2021 veertien bruggen vernieuwd."]]
    library = make_library({"bruggen.pdf": simple_pdf(pages)})
    wrong = verdict(library, "In Zwolle zijn in 2021 twintig bruggen vernieuwd.")
    assert wrong.ruling is Ruling.CONTRADICTED
    assert "twintig" in wrong.why
    assert "veertien" in wrong.why
    assert "Jaarverslag bruggen 2021" in wrong.why
    assert "p. 2" in wrong.why
    (finding,) = standing(wrong, Stance.AGAINST)
    assert finding.statement.citations[0].page == 2
    assert finding.statement.text == pages[1][0]
    right = verdict(library, "In 2021 zijn er in Zwolle 14 bruggen vernieuwd.")
    assert right.ruling is Ruling.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "ruling", "named"),
    [
        ("Over 650 companies took part in the field labs in 2021.", Ruling.SUPPORTED, "Over 650"),
        ("Meer dan 650 bedrijven deden in 2021 mee aan de fieldlabs.", Ruling.SUPPORTED, "650"),
        ("Circa 700 bedrijven deden in 2021 mee aan de fieldlabs.", Ruling.SUPPORTED, "Circa 700"),
        ("550 bedrijven deden in 2021 mee aan de fieldlabs.", Ruling.CONTRADICTED, "550"),
    ],
)
def test_ruim_680_bears_out_what_it_allows_and_the_why_says_which_comparison_was_made(
    make_library: MakeLibrary, claim: str, ruling: Ruling, named: str
) -> None:
    found = verdict(make_library({"monitor.md": MONITOR}), claim)
    assert found.ruling is ruling
    assert named in found.why
    assert "ruim 680" in found.why


def test_reports_that_disagree_give_disputed_with_a_quote_of_each(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"monitor.md": MONITOR, "bureau.md": BUREAU})
    for claim in (
        "In 2021 waren er 47 fieldlabs in Nederland.",
        "In 2021 there were 47 field labs in the Netherlands.",
    ):
        found = verdict(library, claim)
        assert found.ruling is Ruling.DISPUTED
        assert quoted(found, Stance.FOR) == "In 2021 waren er 47 fieldlabs in Nederland."
        assert quoted(found, Stance.AGAINST) == "In 2021 waren er 41 fieldlabs in Nederland."
        assert all(part in found.why for part in ("TNO", "47", "Programmabureau", "41"))


def test_a_count_is_looked_up_where_search_does_not_bring_the_other_figure(
    make_library: MakeLibrary,
) -> None:
    news = "Op dit moment telt het netwerk 41 fieldlabs. Adviseurs gaan bij bedrijven langs."
    bureau = document("Programmabureau", "2021-12-05", news)
    library = make_library({"monitor.md": MONITOR, "nieuws.md": bureau})
    found = verdict(library, "In 2021 telde Nederland 47 fieldlabs.")
    assert found.ruling is Ruling.DISPUTED
    assert quoted(found, Stance.AGAINST) == "Op dit moment telt het netwerk 41 fieldlabs."
    # Nothing is looked up for a claim about a part of them.
    part = verdict(library, "In 2021 deden in Zwolle 47 fieldlabs een proef met robots.")
    assert not standing(part, Stance.AGAINST)


def test_the_same_words_of_something_else_are_checked_apart(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"monitor.md": MONITOR})
    seen: list[tuple[str, str]] = []
    gathered = check_module.gather

    def counting(library: Library, claim: Claim, filters: Filters) -> object:
        seen.append((claim.text, claim.about))
        return gathered(library, claim, filters)

    monkeypatch.setattr(check_module, "gather", counting)
    bridge, lock = "De brug telt twaalf bogen.", "De sluis telt vier deuren."
    again = "Dat aantal is vorig jaar gestegen."
    verdicts = checked(library, f"{bridge} {again} {lock} {again} {lock}").verdicts
    assert seen == [(bridge, ""), (again, bridge), (lock, ""), (again, lock)]
    assert [v.claim for v in verdicts] == [bridge, again, lock, again, lock]
    assert verdicts[4].start > verdicts[2].start


def test_the_right_figure_of_another_year_is_partly_right(make_library: MakeLibrary) -> None:
    library = make_library({"eerder.md": EARLIER})
    found = verdict(library, "In 2021 waren er 44 fieldlabs in Nederland.")
    assert found.ruling is Ruling.PARTLY
    assert "2021" in found.why
    assert "2020" in found.why
    assert (
        verdict(library, "In 2020 waren er 44 fieldlabs in Nederland.").ruling is Ruling.SUPPORTED
    )


def test_another_figure_of_another_year_is_no_contradiction(make_library: MakeLibrary) -> None:
    library = make_library({"monitor.md": MONITOR, "eerder.md": EARLIER})
    for claim in (
        "In 2021 waren er 47 fieldlabs in Nederland.",
        "In 2020 waren er 44 fieldlabs in Nederland.",
    ):
        assert verdict(library, claim).ruling is Ruling.SUPPORTED


# Wording


@pytest.mark.parametrize(
    ("claim", "ruling", "stance", "quote"),
    [
        (
            "De gemeente Zwolle betaalde de bruggen.",
            Ruling.CONTRADICTED,
            Stance.AGAINST,
            "De gemeente Zwolle betaalde de bruggen niet.",
        ),
        (
            "Het aantal deelnemende scholen is in 2021 gedaald.",
            Ruling.CONTRADICTED,
            Stance.AGAINST,
            "Het aantal deelnemende scholen is in 2021 gestegen.",
        ),
        (
            "Het ministerie heeft in 2023 een nationaal loket voor bedrijven geopend.",
            Ruling.PARTLY,
            Stance.PARTLY,
            "Het ministerie wil in 2023 een nationaal loket voor bedrijven openen.",
        ),
        (
            "Volgens de evaluatie heeft het programma de productie van bedrijven verhoogd.",
            Ruling.PARTLY,
            Stance.PARTLY,
            "De minister stelt dat het programma de productie van bedrijven heeft verhoogd.",
        ),
    ],
    ids=["negated", "direction", "planned", "said by another"],
)
def test_wording_turns_a_verdict(
    make_library: MakeLibrary, claim: str, ruling: Ruling, stance: Stance, quote: str
) -> None:
    """A negation and a direction contradict; a plan and another speaker bear out only in part."""
    library = make_library({"monitor.md": MONITOR})
    found = verdict(library, claim)
    assert found.ruling is ruling
    assert quoted(found, stance) == quote
    assert found.why
    assert verdict(library, quote).ruling is Ruling.SUPPORTED


# Across languages


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (
            "De waterstofleiding in de corridor is onderdeel van het landelijke transportnet van Gasunie.",
            "Er is geen concurrentie tussen de waterstofleiding in de corridor en het landelijke transportnet "
            "van Gasunie.",
        ),
        (
            "Majorities of every age group have an unfavorable view of China, and Americans ages 50 and older "
            "are substantially more negative.",
            "Meer dan de helft van de jonge Amerikanen denkt slecht over China, en ouderen zijn negatiever.",
        ),
        (
            "We recognize that the 5% requirement appears to be somewhat higher than that in other states.",
            "Het hof erkent dat de 5-procenteis iets hoger lijkt te zijn dan die in andere staten.",
        ),
    ],
)
def test_a_sentence_of_something_else_contradicts_no_true_claim(
    make_library: MakeLibrary, said: str, claim: str
) -> None:
    """A denied word that the sentence lacks, a number of another kind, a percentage in a compound."""
    library = make_library({"brief.md": f"# Brief\n\n{said} Er is meer.\n"})
    assert verdict(library, claim).ruling not in (Ruling.CONTRADICTED, Ruling.DISPUTED)


def test_where_nothing_decides_several_sentences_of_one_document_are_shown(
    make_library: MakeLibrary,
) -> None:
    text = "De bruggen zijn oud. De bruggen in Zwolle zijn geverfd. De bruggen in Assen kraken."
    found = verdict(make_library({"bruggen.md": f"# Bruggen\n\n{text}\n"}), "De bruggen zijn duur.")
    assert found.ruling is Ruling.NOT_FOUND
    assert len({finding.statement.text for finding in standing(found, Stance.NEAR)}) == 3


@pytest.mark.parametrize(
    ("claim", "ruling"),
    [
        ("In 2021 zijn 3.200 docenten van technische scholen opgeleid.", Ruling.SUPPORTED),
        ("In 2021 zijn 4.500 docenten van technische scholen opgeleid.", Ruling.CONTRADICTED),
        (
            "Het nationale innovatiefonds gaf 21 miljoen euro aan het havenproject in Rotterdam.",
            Ruling.CONTRADICTED,
        ),
        ("In 2021 there were 47 field labs in the Netherlands.", Ruling.SUPPORTED),
        ("In 2021 there were 60 field labs in the Netherlands.", Ruling.CONTRADICTED),
    ],
)
def test_a_claim_is_held_against_documents_of_the_other_language(
    make_library: MakeLibrary, claim: str, ruling: Ruling
) -> None:
    library = make_library({"monitor.md": MONITOR, "report.md": ENGLISH})
    found = verdict(library, claim)
    assert found.ruling is ruling
    stance = Stance.FOR if ruling is Ruling.SUPPORTED else Stance.AGAINST
    files = {c.file for f in standing(found, stance) for c in f.statement.citations}
    assert {file.rsplit("/", 1)[-1] for file in files} == {
        "report.md" if found.language == "nl" else "monitor.md"
    }


# What is not there, and what is no claim


@pytest.mark.parametrize(
    "claim",
    [
        "De koning opende in 1998 een bibliotheek met 90.000 boeken in Groningen.",
        "The orchestra played for 12,000 people in Utrecht on 4 May 2019.",
        "Vissers vingen vorig jaar minder haring in de Noordzee.",
    ],
)
def test_what_no_document_says_is_not_found_and_nothing_is_made_up(
    make_library: MakeLibrary, claim: str
) -> None:
    found = verdict(make_library({"monitor.md": MONITOR, "report.md": ENGLISH}), claim)
    assert found.ruling is Ruling.NOT_FOUND
    assert {finding.stance for finding in found.findings} <= {Stance.NEAR}


def test_an_empty_library_finds_nothing(make_library: MakeLibrary) -> None:
    found = verdict(make_library({}), "In 2021 waren er 47 fieldlabs in Nederland.")
    assert (found.ruling, found.findings) == (Ruling.NOT_FOUND, ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Ik vind de fieldlabs in Nederland prachtig.",
        "I think that the field labs are a wonderful idea.",
        "Hoeveel fieldlabs waren er in 2021 in Nederland?",
        "How many field labs were there in 2021?",
        "Lees meer over de fieldlabs in Nederland.",
        "Geachte leden van de Kamer van Zwolle,",
        "Goedemorgen allemaal.",
    ],
)
def test_opinions_questions_and_filler_are_set_aside(
    make_library: MakeLibrary, sentence: str
) -> None:
    found = verdict(make_library({"monitor.md": MONITOR}), sentence)
    assert (found.ruling, found.findings, found.why) == (Ruling.NOT_CHECKED, (), "")


def test_an_article_is_checked_sentence_by_sentence_in_its_order(
    make_library: MakeLibrary,
) -> None:
    text = (
        "In 2021 waren er 47 fieldlabs in Nederland. Wat een succes!\n\n"
        "- In 2021 waren er 60 fieldlabs in Nederland.\n- Waarom?"
    )
    verdicts = checked(make_library({"monitor.md": MONITOR}), text).verdicts
    assert [v.ruling for v in verdicts] == [
        Ruling.SUPPORTED,
        Ruling.NOT_CHECKED,
        Ruling.CONTRADICTED,
        Ruling.NOT_CHECKED,
    ]


# Which documents may speak


def test_only_what_the_filters_allow_is_asked(make_library: MakeLibrary) -> None:
    library = make_library({"monitor.md": MONITOR, "bureau.md": BUREAU, "eerder.md": EARLIER})
    claim = "In 2021 waren er 47 fieldlabs in Nederland."
    assert verdict(library, claim).ruling is Ruling.DISPUTED
    documents = {version.document for version in library.versions.current()}
    (bureau,) = (d.id for d in documents if d.publisher == "Programmabureau")
    assert verdict(library, claim, Filters(documents=(bureau,))).ruling is Ruling.CONTRADICTED
    early = verdict(library, claim, Filters(year_to=2020))
    assert early.ruling not in (Ruling.SUPPORTED, Ruling.DISPUTED)
    cited = {c.published[:4] for f in early.findings for c in f.statement.citations}
    assert cited <= {"2020"}
    assert verdict(library, claim, Filters(language="en")).ruling is Ruling.NOT_FOUND


def test_a_check_as_of_a_day_knows_only_what_was_current_then(make_library: MakeLibrary) -> None:
    library = make_library({"monitor.md": MONITOR})
    claim = "In 2021 waren er 47 fieldlabs in Nederland."
    before = (date.today() - timedelta(days=30)).isoformat()
    after = (date.today() + timedelta(days=1)).isoformat()
    assert verdict(library, claim, Filters(as_of=after)).ruling is Ruling.SUPPORTED
    assert verdict(library, claim, Filters(as_of=before)).ruling is Ruling.NOT_FOUND
    with pytest.raises(AssistantError):
        check_text(library, claim, Filters(as_of="morgen"))


# Odd texts

ODD = [
    "",
    " \n\t ",
    "\x00\x01\x02\x07\x1b[31m\u202e\ufeff",
    "?!…;;;--- ... !!! ,,, :::",
    "<script>alert('47 fieldlabs')</script> <b>In 2021 waren er 50 fieldlabs in Nederland.</b>",
    "{{ 7*7 }} ${jndi:ldap://x} ' OR 1=1; -- In 2021 waren er 47 fieldlabs.",
    "47 " * 3_000,
    "fieldlab" * 5_000,
    "In 2021 waren er 47 fieldlabs in Nederland, en " * 400,
    "\u0301\u0301 In 2021 waren er 4\u200b7 fieldlabs \ud83d\ude80 in Nederland.".encode(
        "utf-16", "surrogatepass"
    ).decode("utf-16"),
]
PIECES = st.sampled_from(
    [
        "In 2021 waren er 47 fieldlabs in Nederland.",
        "Ruim 680 bedrijven deden mee",
        "€ 12,5 miljoen",
        "niet",
        "</p><script>",
        "\x00",
        "\n\n- ",
        "volgens TNO",
        "?",
        "2020–2021",
        "%",
    ]
)


@pytest.fixture(scope="module")
def odd_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Ordinary documents, one of markup, and one of signs."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "source").mkdir()
    files = {
        "monitor.md": MONITOR,
        "report.md": ENGLISH,
        "markup.txt": "<script>alert(1)</script> In 2021 waren er <b>47</b> fieldlabs & meer. " * 3,
        "signs.txt": "••• — … §§ 12,5 % ≥ 3 € ½ ﬁeldlabs cafe\u0301 naïef 47\u00a0000 labs.",
    }
    for name, text in files.items():
        (folder / "source" / name).write_text(text, encoding="utf-8")
    with Library.open(folder / "library") as library:
        ingest(library, [folder / "source"])
        yield library


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_every_quote_stands_on_its_page_whatever_is_checked(
    odd_library: Library, text: str
) -> None:
    check = checked(odd_library, text)  # reads every quote back
    assert check.text == text
    spans = [(v.start, v.end) for v in check.verdicts]
    assert spans == sorted(spans)


@given(st.lists(PIECES | st.text(max_size=40), max_size=6).map(" ".join))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_quote_stands_on_its_page_for_any_text(odd_library: Library, text: str) -> None:
    for found in checked(odd_library, text).verdicts:
        decided = {f.stance for f in found.findings} - {Stance.NEAR}
        assert bool(decided) == (found.ruling not in (Ruling.NOT_FOUND, Ruling.NOT_CHECKED))
        assert bool(found.why) == (found.ruling is not Ruling.NOT_CHECKED)


# Pairs that only look contradictory


def pairs() -> list[dict[str, Any]]:
    lines = (CLAIMS / "look_alike.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def proposition(side: dict[str, str], text: str = "") -> Proposition:
    around = f"{side['section']} {side['title']}"
    return Proposition(
        text or side["text"],
        side["language"],
        around=around,
        published=side["published"],  # type: ignore[arg-type]
    )


def said_to_contradict(one: Proposition, other: Proposition) -> bool:
    model = embedder()
    return contradicts(model, one, other) or contradicts(model, other, one)


def test_pairs_that_only_look_contradictory_are_not_called_so() -> None:
    called = [
        pair["id"]
        for pair in pairs()
        if said_to_contradict(proposition(pair["one"]), proposition(pair["other"]))
    ]
    assert called == []


def with_another_figure(side: dict[str, str]) -> str:
    """The sentence with its first figure in digits trebled; "" where it has none."""
    text = side["text"]
    for figure in figures_in(text, side["language"]):  # type: ignore[arg-type]
        digits = re.search(r"\d[\d.,]*\d|\d", text[figure.start : figure.end])
        if digits and not figure.is_year and re.fullmatch(r"\d+", digits.group()):
            start = figure.start + digits.start()
            return f"{text[:start]}{3 * int(digits.group())}{text[figure.start + digits.end() :]}"
    return ""


def test_the_same_sentence_with_another_figure_is_called_a_contradiction(report: Report) -> None:
    """So that the test above can fail: nothing but the figure differs, least of all the time."""
    sides = [side for pair in pairs() if pair["open"] for side in (pair["one"], pair["other"])]
    changed = [(side, text) for side in sides if (text := with_another_figure(side))]
    caught = [
        said_to_contradict(proposition(side), proposition(side, text)) for side, text in changed
    ]
    report(f"changed figures between passages: {sum(caught)} of {len(caught)} called so")
    assert len(caught) > 10
    assert sum(caught) >= 0.5 * len(caught)


# The claim set


@pytest.fixture(scope="module")
def judged_sample(sample_library: Library) -> list[Judged]:
    sample_library.refresh()
    return judge_claims(sample_library, read_claims(CLAIMS / "sample_open.jsonl"))


def test_the_open_claims_over_the_sample_documents_are_judged_as_well_as_before(
    judged_sample: list[Judged], report: Report
) -> None:
    figures = measured(judged_sample)
    for name, estimate in figures.items():
        report(f"claims, {name}: {estimate.value:.3f} of {estimate.n}")
    low = {
        name: figures[name].value for name, floor in FLOORS.items() if figures[name].value < floor
    }
    assert low == {}
    assert figures["true_called_contradicted"].value <= MOST_FALSE_ALARMS


@pytest.mark.parametrize("piece", ["1 ", "een twee ", "Aa ", "- ", "zegt dat ", "niet "])
def test_a_sentence_without_an_end_is_set_aside(piece: str) -> None:
    """It is no claim, and comparing it would hold a worker for minutes."""
    text = "Er zijn 47 fieldlabs.\n" + piece * (8_000 // len(piece)) + ".\nDat zijn er 12."
    claims = claims_in(text)
    assert claims[0].checkable
    assert not [claim for claim in claims if claim.checkable and len(claim.text) > 1_000]
    assert claims[-1].text == "Dat zijn er 12."
    assert len(claims[-1].about) <= 1_000


def test_a_weight_is_a_figure_and_a_sum_in_tons_of_euros_is_not_guessed() -> None:
    told = {
        text: [figure.value for figure, _ in Proposition(text, "nl").figures]
        for text in ("De uitstoot daalde met 12 miljoen ton.", "De zaal kostte 12 ton.")
    }
    assert list(told.values()) == [[12_000_000], []]
