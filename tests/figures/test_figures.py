"""Figures and dates in Dutch and English text: what they are worth, what they mean, when they agree."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.figures import (
    Agreement,
    Figure,
    Hedge,
    Moment,
    compare,
    counted_by,
    figures_in,
    moments_in,
)
from assistant.language.number_words import in_words
from assistant.records import Language

LANGUAGES: tuple[Language, ...] = ("nl", "en")
MANY = settings(max_examples=1_000)
SOME = settings(max_examples=300)


# A number, written


@dataclass(frozen=True)
class Written:
    """A number as somebody writes it, and what it is worth."""

    text: str
    value: float
    unit: str
    language: Language


SCALES: dict[Language, dict[str, int]] = {
    "nl": {"miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9, "duizend": 10**3},
    "en": {"million": 10**6, "billion": 10**9, "bn": 10**9, "thousand": 10**3},
}
MONEY: dict[Language, tuple[str, ...]] = {
    "nl": ("€ {}", "€{}", "EUR {}", "{} euro"),
    "en": ("€{}", "EUR {}", "{} euros", "{} euro"),
}
SHARES: dict[Language, tuple[str, ...]] = {
    "nl": ("{}%", "{} %", "{} procent"),
    "en": ("{}%", "{} percent", "{} per cent"),
}
POINTS: dict[Language, str] = {"nl": "{} procentpunt", "en": "{} percentage points"}
SENTENCES: dict[Language, tuple[str, ...]] = {
    "nl": ("Het waren {} in die streek.", "{}", "Daarmee kwam het op {}, zo bleek.", "({})"),
    "en": ("There were {} in that region.", "{}", "This brought it to {}, they found.", "({})"),
}


def spelled(number: int, language: Language) -> str:
    """A whole number below a million in words, written by another hand than the code under test."""
    thousands, rest = divmod(number, 1_000)
    hundreds, small = divmod(rest, 100)
    gap, thousand, hundred = (
        ("", "duizend", "honderd") if language == "nl" else (" ", "thousand", "hundred")
    )
    words: list[str] = []
    if thousands:
        one = "" if language == "nl" and thousands == 1 else spelled(thousands, language)
        words.append(f"{one}{gap if one else ''}{thousand}")
    if hundreds:
        one = "" if language == "nl" and hundreds == 1 else in_words(hundreds, language)
        words.append(f"{one}{gap if one else ''}{hundred}")
    if small or not words:
        words.append((" and " if language == "en" and words else "") + in_words(small, language))
    return gap.join(word.strip() for word in words).replace(
        "één", "een" if len(words) > 1 else "één"
    )


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@st.composite
def whole_numbers(draw: st.DrawFn, language: Language) -> tuple[str, float]:
    """A whole number in digits with any mark between its thousands, or in words."""
    number = draw(st.integers(1, 999_999))
    how = draw(st.sampled_from(("plain", "own", "other", "space", "thin", "words")))
    if how == "words":
        number = draw(st.integers(2, 99) | st.integers(101, 99_999))
        return spelled(number, language), float(number)
    own, other = (".", ",") if language == "nl" else (",", ".")
    marks = {"plain": "", "own": own, "other": other, "space": "\u00a0", "thin": "\u202f"}
    return grouped(number, marks[how]), float(number)


@st.composite
def decimal_numbers(draw: st.DrawFn, language: Language) -> tuple[str, float]:
    """A number with one or two decimals behind either language's mark."""
    whole, places = draw(st.integers(0, 99_999)), draw(st.integers(1, 2))
    decimals = draw(st.integers(1, 10**places - 1))
    comma = draw(st.booleans())
    mark, group = (",", ".") if comma else (".", ",")
    text = f"{grouped(whole, draw(st.sampled_from(('', group))))}{mark}{decimals:0{places}d}"
    return text, float(f"{whole}.{decimals:0{places}d}")


@st.composite
def scaled_numbers(draw: st.DrawFn, language: Language) -> tuple[str, float]:
    """ "1,35 miljard", "twelve million"."""
    name, scale = draw(st.sampled_from(sorted(SCALES[language].items())))
    number = draw(st.integers(1, 99))
    how = draw(st.sampled_from(("digits", "words", "decimals")))
    if how == "words":
        number = max(2, number)
        return f"{in_words(number, language)} {name}", float(number * scale)
    if how == "digits":
        return f"{number} {name}", float(number * scale)
    tenths = draw(st.integers(1, 9))
    mark = draw(st.sampled_from(".,"))
    return f"{number}{mark}{tenths} {name}", float((number * 10 + tenths) * scale // 10)


@st.composite
def written(draw: st.DrawFn, unit: str | None = None) -> Written:
    """A number in either language: counted, an amount of money, or a share."""
    language: Language = draw(st.sampled_from(LANGUAGES))
    kinds = [whole_numbers(language), decimal_numbers(language), scaled_numbers(language)]
    unit = draw(st.sampled_from(("", "euro", "%"))) if unit is None else unit
    text, value = draw(st.one_of(kinds[:2] if unit in ("%", "pp") else kinds))
    forms = {"": ("{}",), "euro": MONEY[language], "%": SHARES[language], "pp": (POINTS[language],)}
    return Written(draw(st.sampled_from(forms[unit])).format(text), value, unit, language)


def the_figure(text: str, language: Language) -> Figure:
    (figure,) = figures_in(text, language)
    return figure


def read(number: Written) -> Figure:
    return the_figure(number.text, number.language)


@MANY
@given(written(), st.data())
def test_a_number_written_in_any_way_reads_back_as_its_value(
    number: Written, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(SENTENCES[number.language])).format(number.text)
    figure = the_figure(text, number.language)
    assert figure.value == pytest.approx(number.value, rel=1e-9)
    assert figure.unit == number.unit
    assert text[figure.start : figure.end].rstrip(".,") == number.text.rstrip(".,")
    assert figure.low <= figure.value <= figure.high


@SOME
@given(st.lists(written(), min_size=1, max_size=5), st.sampled_from(LANGUAGES))
def test_several_figures_of_a_sentence_are_all_read_and_in_order(
    numbers: list[Written], language: Language
) -> None:
    own = [number for number in numbers if number.language == language]
    text = "; ".join(f"{'stad' if language == 'nl' else 'town'}: {n.text}" for n in own)
    found = figures_in(text, language)
    assert [f.value for f in found] == pytest.approx([n.value for n in own])
    assert all(a.end <= b.hedge_start for a, b in pairwise(found))


@SOME
@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_offsets_hold_in_any_text(text: str, language: Language) -> None:
    for figure in figures_in(text, language):
        assert 0 <= figure.hedge_start <= figure.start < figure.end <= len(text)
        assert figure.low <= figure.high
    for moment in moments_in(text):
        assert 0 <= moment.start < moment.end <= len(text)
        assert moment.first <= moment.last


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("twaalf en een half", "nl", 12.5, ""),
        ("twelve and a half", "en", 12.5, ""),
        ("twaalf en een half procent", "nl", 12.5, "%"),
        ("anderhalf miljoen euro", "nl", 1.5e6, "euro"),
        ("een half miljoen", "nl", 5e5, ""),
        ("half a million", "en", 5e5, ""),
        ("€ 1,3 mld", "nl", 1.3e9, "euro"),
        ("1.3 billion euros", "en", 1.3e9, "euro"),
        ("1300 miljoen", "nl", 1.3e9, ""),
        ("€ 1.300 miljoen", "nl", 1.3e9, "euro"),
        ("1,035 miljard", "nl", 1.035e9, ""),
        ("£5m", "en", 5e6, "pound"),
        ("$2.5 billion", "en", 2.5e9, "dollar"),
        ("0,125", "nl", 0.125, ""),
        ("0.125", "en", 0.125, ""),
        ("vier op de tien", "nl", 40, "%"),
        ("four in ten", "en", 40, "%"),
        ("twee derde van de leden", "nl", 200 / 3, "%"),
        ("three quarters of members", "en", 75, "%"),
        ("de helft", "nl", 50, "%"),
        ("tien of meer", "nl", 10, ""),
    ],
)
def test_what_people_write(text: str, language: Language, value: float, unit: str) -> None:
    figure = the_figure(text, language)
    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    ["zie pagina 12", "Kamerstuk 32 637, nr. 97", "artikel 4", "noot [12]", "op 12 mei"],
)
def test_pages_articles_notes_and_days_are_no_figures(text: str) -> None:
    assert figures_in(text, "nl") == []


@pytest.mark.parametrize(
    ("text", "language", "per"),
    [
        ("€ 3 miljoen per jaar", "nl", "year"),
        ("3 million euros a year", "en", "year"),
        ("€ 3 miljoen per fieldlab", "nl", "fieldlab"),
        ("€ 3 miljoen in totaal", "nl", ""),
    ],
)
def test_an_amount_a_year_is_told_from_one_in_all(text: str, language: Language, per: str) -> None:
    assert the_figure(text, language).per == per


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("680 bedrijven", "nl"), ("680 companies", "en"), True),
        (("het aantal bedrijven is 680", "nl"), ("680 companies", "en"), True),
        (("50 kennis- en testcentra", "nl"), ("50 testcentra", "nl"), True),
        (("680 bedrijven", "nl"), ("680 people", "en"), False),
        (("47 fieldlabs", "nl"), ("47 regio's", "nl"), False),
    ],
)
def test_what_is_counted_is_known_across_languages(
    one: tuple[str, Language], other: tuple[str, Language], same: bool
) -> None:
    counted = [counted_by(t, the_figure(t, language), language) for t, language in (one, other)]
    assert counted[0].same_as(counted[1]) is same


# Hedges

OVER = {"nl": ("ruim", "iets meer dan", "net boven de"), "en": ("just over", "slightly more than")}
ABOVE = {"nl": ("meer dan",), "en": ("over", "more than", "in excess of")}
NEARLY = {"nl": ("bijna", "nagenoeg", "krap"), "en": ("nearly", "almost", "just under")}
BELOW = {"nl": ("minder dan",), "en": ("less than", "fewer than")}
ABOUT = {"nl": ("circa", "ongeveer", "ca."), "en": ("about", "around", "approximately", "some")}
LEAST = {"nl": ("ten minste", "minstens", "minimaal"), "en": ("at least", "no fewer than")}
MOST = {"nl": ("ten hoogste", "maximaal"), "en": ("up to", "at most", "no more than")}
HEDGES = {
    Hedge.OVER: (OVER, ABOVE),
    Hedge.UNDER: (NEARLY, BELOW),
    Hedge.ABOUT: (ABOUT,),
    Hedge.AT_LEAST: (LEAST,),
    Hedge.AT_MOST: (MOST,),
}
Words = dict[str, tuple[str, ...]]


@st.composite
def hedged(draw: st.DrawFn, *words: Words) -> Figure:
    """A hedged whole number of a text, its offsets checked."""
    language: Language = draw(st.sampled_from(LANGUAGES))
    number = draw(st.integers(20, 999_999).filter(lambda n: not 1900 <= n <= 2099))
    hedge = draw(st.sampled_from([w for group in words for w in group[language]]))
    mark = draw(st.sampled_from(("", "." if language == "nl" else ",")))
    text = f"{'Dit was' if language == 'nl' else 'This was'} {hedge} {grouped(number, mark)}."
    figure = the_figure(text, language)
    assert figure.value == number
    assert text[figure.hedge_start : figure.end] == f"{hedge} {grouped(number, mark)}"
    return figure


def holds(figure: Figure, value: float) -> bool:
    return figure.low <= value <= figure.high


@SOME
@given(hedged(OVER), st.data())
def test_ruim_is_the_figure_or_a_little_more(figure: Figure, data: st.DataObject) -> None:
    assert holds(figure, figure.value)
    assert holds(figure, figure.value * 1.003)
    less = data.draw(st.floats(0.1, 0.999))
    assert not holds(figure, figure.value * less)
    assert not holds(figure, figure.value * 1.11)


@SOME
@given(hedged(NEARLY), st.data())
def test_bijna_is_a_little_less(figure: Figure, data: st.DataObject) -> None:
    assert holds(figure, figure.value * 0.997)
    more = data.draw(st.floats(1.001, 10))
    assert not holds(figure, figure.value * more)
    assert not holds(figure, figure.value * 0.89)


@SOME
@given(hedged(ABOUT))
def test_circa_reaches_to_both_sides_but_not_far(figure: Figure) -> None:
    assert all(holds(figure, figure.value * by) for by in (0.96, 1, 1.04))
    assert not any(holds(figure, figure.value * by) for by in (0.85, 1.15))


@SOME
@given(hedged(LEAST, ABOVE), hedged(MOST, BELOW), st.floats(1.001, 1_000))
def test_least_and_most_are_open_to_one_side(least: Figure, most: Figure, by: float) -> None:
    assert holds(least, least.value * by)
    assert not holds(least, least.value / by)
    assert holds(most, most.value / by)
    assert not holds(most, most.value * by)


@pytest.mark.parametrize("hedge", HEDGES)
@given(data=st.data())
@settings(max_examples=50)
def test_a_hedge_is_known_by_its_words(hedge: Hedge, data: st.DataObject) -> None:
    assert data.draw(hedged(*HEDGES[hedge])).hedge is hedge


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("{} tot {}", "nl"),
        ("tussen de {} en {}", "nl"),
        ("{}–{}", "nl"),
        ("{}-{}%", "nl"),
        ("{} à {}", "nl"),
        ("between {} and {}", "en"),
        ("{} to {}", "en"),
        ("{}-{} million", "en"),
        ("{}-{} scholen", "nl"),
    ],
)
@given(low=st.integers(2, 400), more=st.integers(1, 400))
@settings(max_examples=50)
def test_a_range_is_one_figure(words: str, language: Language, low: int, more: int) -> None:
    figure = the_figure(words.format(low, low + more), language)
    scale = 10**6 if "million" in words else 1
    assert figure.hedge is Hedge.BETWEEN
    assert (figure.low, figure.high) == (low * scale, (low + more) * scale)


# Comparing


def said(text: str, language: Language = "nl") -> Figure:
    return the_figure(text, language)


@MANY
@given(written())
def test_every_figure_agrees_with_itself(number: Written) -> None:
    assert compare(read(number), read(number)).agreement is Agreement.SAME


@SOME
@given(hedged(*(words for groups in HEDGES.values() for words in groups)))
def test_every_hedged_figure_agrees_with_itself(figure: Figure) -> None:
    assert compare(figure, figure).agreement.agrees


@SOME
@given(st.integers(2, 99_999), st.sampled_from(("", "euro", "%")), st.data())
def test_the_same_value_agrees_however_it_is_written(
    number: int, unit: str, data: st.DataObject
) -> None:
    forms = {"": {"nl": ("{}",), "en": ("{}",)}, "euro": MONEY, "%": SHARES}[unit]
    figures = []
    for language in LANGUAGES:
        words = (str(number), grouped(number, "."), grouped(number, ","), spelled(number, language))
        form = data.draw(st.sampled_from(forms[language]))
        figures.append(said(form.format(data.draw(st.sampled_from(words))), language))
    assert compare(*figures).agreement is Agreement.SAME


@MANY
@given(written(), written())
def test_a_value_changed_beyond_rounding_never_agrees(one: Written, other: Written) -> None:
    """Seven percent apart: farther than any figure here may be rounded."""
    assume(abs(one.value - other.value) > 0.07 * max(one.value, other.value))
    assume(one.unit == other.unit)
    assert compare(read(one), read(other)).agreement is Agreement.DIFFERENT


@MANY
@given(st.integers(10, 10**6), st.integers(-30, 30), st.sampled_from(("", "%", "euro")))
def test_a_count_that_is_two_percent_off_is_different(number: int, off: int, unit: str) -> None:
    changed = round(number * (1 + off / 100))
    assume(changed > 0 and abs(changed - number) > 0.02 * number)
    form = {"": "{}", "%": "{}%", "euro": "€ {}"}[unit]
    one, other = (said(form.format(n)) for n in (number, changed))
    assert compare(one, other).agreement is Agreement.DIFFERENT
    assert compare(other, one).agreement is Agreement.DIFFERENT


@MANY
@given(hedged(OVER, NEARLY, ABOUT), st.floats(0.05, 0.8) | st.floats(1.2, 20))
def test_a_hedge_excuses_no_changed_value(figure: Figure, by: float) -> None:
    number = round(figure.value * by)
    assume(number > 0 and not 1900 <= number <= 2099)
    plain = said(str(number))
    assert not compare(figure, plain).agreement.agrees
    assert not compare(plain, figure).agreement.agrees


@SOME
@given(hedged(LEAST), hedged(MOST), st.floats(1.02, 1.4))
def test_the_wrong_side_of_a_bound_never_agrees(least: Figure, most: Figure, by: float) -> None:
    less, more = round(least.value / by), round(most.value * by)
    assume(less < least.value and more > most.value)
    assert compare(least, said(str(less))).agreement is Agreement.DIFFERENT
    assert compare(most, said(str(more))).agreement is Agreement.DIFFERENT


@SOME
@given(written("%"), written("pp"), written("euro"), written(""))
def test_other_units_never_agree(
    share: Written, points: Written, money: Written, count: Written
) -> None:
    assert compare(read(share), read(points)).agreement is Agreement.OTHER_UNIT
    assert compare(read(points), read(share)).agreement is Agreement.OTHER_UNIT
    assert compare(read(share), read(money)).agreement is Agreement.OTHER_UNIT
    assert compare(read(share), read(count)).agreement is Agreement.OTHER_UNIT


@SOME
@given(st.integers(1_000, 10**7))
def test_a_number_rounded_to_three_digits_is_the_number_rounded(number: int) -> None:
    step = 10 ** (len(str(number)) - 3)
    rounded = (number + step // 2) // step * step
    agreement = compare(said(grouped(rounded, ".")), said(grouped(number, "."))).agreement
    assert agreement in (Agreement.SAME, Agreement.ROUNDED)
    assert agreement.agrees


@pytest.mark.parametrize(
    ("claimed", "source", "agreement"),
    [
        ("meer dan 650", "ruim 680", Agreement.WITHIN),
        ("circa 700", "ruim 680", Agreement.WITHIN),
        ("550", "ruim 680", Agreement.DIFFERENT),
        ("720", "ruim 680", Agreement.DIFFERENT),
        ("685", "ruim 680", Agreement.UNDECIDED),
        ("ruim 680", "680", Agreement.HEDGED),
        ("680", "ruim 680", Agreement.HEDGED),
        ("30", "<30", Agreement.UNDECIDED),
        ("30", "minder dan 30", Agreement.UNDECIDED),
        ("minder dan 30", "<30", Agreement.SAME),
        ("12", "≤ 5", Agreement.DIFFERENT),
        ("minder dan 680", "ruim 680", Agreement.DIFFERENT),
        ("550", "552", Agreement.ROUNDED),
        ("50", "47", Agreement.DIFFERENT),
        ("1,4 miljard", "1,35 miljard", Agreement.ROUNDED),
        ("1,5 miljard", "1,35 miljard", Agreement.DIFFERENT),
        ("42%", "42,3%", Agreement.ROUNDED),
        ("42%", "42 procentpunt", Agreement.OTHER_UNIT),
        ("€ 42", "$42", Agreement.OTHER_UNIT),
        ("€ 1300 miljoen", "1,3 miljard", Agreement.SAME),
        ("€ 3 miljoen per jaar", "€ 3 miljoen per maand", Agreement.OTHER_UNIT),
        ("400 tot 500", "450", Agreement.WITHIN),
        ("400 tot 500", "520", Agreement.DIFFERENT),
        ("ruim vier op de tien", "42 procent", Agreement.WITHIN),
        ("ruim vier op de tien", "38 procent", Agreement.DIFFERENT),
    ],
)
def test_how_a_claimed_figure_stands_to_a_source(
    claimed: str, source: str, agreement: Agreement
) -> None:
    assert compare(said(claimed), said(source)).agreement is agreement


def test_at_least_six_is_not_said_of_six_hundred() -> None:
    assert not compare(said("ten minste zes"), said("600")).agreement.agrees


# Dates

MONTHS: dict[Language, list[str]] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": list(calendar.month_name)[1:],
}
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))


def moment(text: str) -> Moment:
    (found,) = moments_in(text)
    return found


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


@MANY
@given(DAYS, st.sampled_from(LANGUAGES), st.data())
def test_a_day_written_in_any_way_is_that_day(
    day: date, language: Language, data: st.DataObject
) -> None:
    month = MONTHS[language][day.month - 1]
    forms = [f"{day.day} {month} {day.year}", day.isoformat(), f"{day:%d-%m-%Y}"]
    if language == "en":
        forms.append(f"{month} {day.day}, {day.year}")
    form = data.draw(st.sampled_from(forms))
    before = data.draw(st.sampled_from(("", "op ", "on ")))
    text = f"{before}{form}{data.draw(st.sampled_from(('', '.', ', toen')))}"
    found = moment(text)
    assert (found.first, found.last) == (day, day)
    assert text[found.start : found.end] == form


@SOME
@given(DAYS, st.sampled_from(LANGUAGES))
def test_a_day_lies_in_its_month_its_quarter_and_its_year(day: date, language: Language) -> None:
    name = MONTHS[language][day.month - 1]
    order = (
        ("eerste", "tweede", "derde", "vierde")
        if language == "nl"
        else ("first", "second", "third", "fourth")
    )
    quarter, half = order[(day.month - 1) // 3], order[(day.month - 1) // 6]
    words = ("kwartaal", "helft van") if language == "nl" else ("quarter of", "half of")
    own = moment(f"{day.day} {name} {day.year}")
    month = moment(f"{name} {day.year}")
    assert (month.first, month.last) == month_of(day)
    around = [
        month,
        moment(f"{quarter} {words[0]} {day.year}"),
        moment(f"{half} {words[1]} {day.year}"),
        moment(str(day.year)),
    ]
    assert [m.days for m in around] == sorted(m.days for m in around)
    for small, large in zip([own, *around], around, strict=False):
        assert small.within(large)
        assert small.overlaps(large)
        assert large.overlaps(small)
        assert not large.within(small)


@SOME
@given(
    st.integers(1900, 2099),
    st.integers(0, 30),
    st.sampled_from(("-", "–", " tot en met ", " to ", " t/m ")),
)
def test_a_period_holds_its_years_and_no_others(first: int, more: int, mark: str) -> None:
    last = min(2099, first + more)
    period = moment(f"{first}{mark}{last}")
    assert period.years == (first, last)
    assert moment(str(first)).within(period)
    assert moment(str(last)).within(period)
    assert not period.overlaps(Moment(date(first - 1, 1, 1), date(first - 1, 12, 31), 0, 0))
    assert not period.overlaps(Moment(date(last + 1, 1, 1), date(last + 1, 12, 31), 0, 0))


@SOME
@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))
def test_overlapping_is_mutual_and_lying_within_implies_it(
    one: tuple[date, date], other: tuple[date, date]
) -> None:
    a, b = (Moment(min(days), max(days), 0, 0) for days in (one, other))
    assert a.overlaps(b) == b.overlaps(a)
    assert (
        a.overlaps(b) == any(a.first <= d <= a.last for d in (b.first, b.last))
        or b.within(a)
        or a.within(b)
    )
    assert not a.within(b) or a.overlaps(b)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("medio 2022", "2022-05-01", "2022-08-31"),
        ("mid-2022", "2022-05-01", "2022-08-31"),
        ("eind 2019", "2019-09-01", "2019-12-31"),
        ("early 2019", "2019-01-01", "2019-04-30"),
        ("het eerste kwartaal van 2020", "2020-01-01", "2020-03-31"),
        ("the fourth quarter of 2020", "2020-10-01", "2020-12-31"),
        ("de tweede helft van 2020", "2020-07-01", "2020-12-31"),
        ("februari 2020", "2020-02-01", "2020-02-29"),
        ("11 november 2014", "2014-11-11", "2014-11-11"),
        ("tussen 2018 en 2021", "2018-01-01", "2021-12-31"),
        ("in het voorjaar van 2021", "2021-03-01", "2021-06-30"),
    ],
)
def test_dates_that_people_write(text: str, first: str, last: str) -> None:
    found = moment(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_two_years_are_no_period() -> None:
    assert [m.years for m in moments_in("in 2030 en 2050")] == [(2030, 2030), (2050, 2050)]
    old = moments_in("geopend op 14 oktober 1879, in oktober 1884 verlengd voor 1884 reizigers")
    assert [m.years for m in old] == [(1879, 1879), (1884, 1884)]
    alone = moments_in("sinds 1867, tot Ede (1884), in 1500 gevallen en in 1600 gezinnen")
    assert [m.years for m in alone] == [(1867, 1867), (1884, 1884)]


def test_since_and_until_are_open_and_a_day_without_its_year_says_so() -> None:
    assert moment("sinds 2018").open_end == "since"
    assert moment("until 2018").open_end == "until"
    assert moment("in 2018").open_end == ""
    assert not moment("op 11 november").year_known
    assert moment("op 11 november 2014").year_known


@pytest.mark.parametrize(
    "text", ["€ 2020", "31 februari 2020", "Kamerstuk 32 637, nr. 2014", "12.2020,5"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moments_in(text) == []


# Minus, halves, and phrases that are no figure


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("Groei: −3,5 %", -3.5, "−3,5 %"),
        ("-4.077", -4077, "-4.077"),
        ("–12%", -12, "–12%"),
        ("€ -4,5 mln", -4_500_000, "€ -4,5 mln"),
        ("1½ ton", 1.5, "1½"),
    ],
)
def test_a_minus_and_a_half_belong_to_their_number(text: str, value: float, printed: str) -> None:
    (figure,) = figures_in(text, "nl")
    assert figure.value == pytest.approx(value)
    assert text[figure.start : figure.end] == printed
    assert figure.low <= figure.value <= figure.high


def test_a_fall_that_is_printed_with_a_minus_is_as_large_as_one_without() -> None:
    (printed,) = figures_in("De export daalde met −3,5 % in Zeeland.", "nl")
    (claimed,) = figures_in("De export in Zeeland daalde met 3,5 procent.", "nl")
    assert compare(claimed, printed).agreement is Agreement.SAME
    (bare,) = figures_in("−3,5 %", "nl")
    assert compare(claimed, bare).agreement is Agreement.UNDECIDED


@pytest.mark.parametrize("text", ["2018–4 banen", "de lijn -4 en verder", "telefoon 030-4"])
def test_a_dash_between_words_is_no_minus(text: str) -> None:
    assert all(figure.value > 0 for figure in figures_in(text, "nl"))


@pytest.mark.parametrize(
    "text",
    [
        "Kosten x € 1.000",
        "(bedragen x 1.000 euro)",
        "Budget (in € 1.000)",
        "× 1.000",
        "x €1.000.000",
    ],
)
def test_the_unit_of_a_table_is_no_figure(text: str) -> None:
    assert figures_in(text, "nl") == []


def test_an_amount_taken_twice_is_no_unit() -> None:
    assert [f.value for f in figures_in("Er was 2 x € 1.000 beschikbaar", "nl")] == [2, 1000]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Het kostte 68[12] miljoen euro.", 68_000_000, "euro"),
        ("Dat is 45[3]% van de hallen.", 45, "%"),
        ("Er zijn 45[3] hallen.", 45, ""),
    ],
)
def test_a_note_mark_parts_no_number_from_its_unit(text: str, value: float, unit: str) -> None:
    (figure,) = figures_in(text, "nl")
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("-/- 318", -318, "-/- 318"),
        ("Het saldo is -/- € 318 miljoen.", -318_000_000, "-/- € 318 miljoen"),
        ("€ –/– 1.204", -1204, "€ –/– 1.204"),
        ("318 -/-", -318, "318 -/-"),
        ("+/- 318", 318, "+/- 318"),
    ],
)
def test_the_minus_of_dutch_accounts_is_part_of_its_figure(
    text: str, value: float, printed: str
) -> None:
    (figure,) = figures_in(text, "nl")
    assert (figure.value, text[figure.hedge_start : figure.end]) == (value, printed)


def test_money_before_the_first_end_of_a_range_and_its_scale_behind_the_last_are_of_both() -> None:
    (figure,) = figures_in("De kosten zijn € 20-25 mln per jaar", "nl")
    assert (figure.low, figure.high, figure.unit) == (20_000_000, 25_000_000, "euro")


@pytest.mark.parametrize(
    ("text", "hedge", "printed"),
    [
        ("<30", Hedge.UNDER, "<30"),
        ("In Assen zijn < 30 scholen", Hedge.UNDER, "< 30"),
        ("≤ 5 dagen", Hedge.AT_MOST, "≤ 5"),
        ("> € 100 mln", Hedge.OVER, "> € 100 mln"),
        (">=10", Hedge.AT_LEAST, ">=10"),
        ("max. 50 banen", Hedge.AT_MOST, "max. 50"),
        ("~80", Hedge.ABOUT, "~80"),
        ("ca.40 bomen", Hedge.ABOUT, "ca.40"),
    ],
)
def test_a_sign_before_a_figure_bounds_it(text: str, hedge: Hedge, printed: str) -> None:
    (figure,) = figures_in(text, "nl")
    assert figure.hedge is hedge
    assert text[figure.hedge_start : figure.end] == printed


@pytest.mark.parametrize(
    "text",
    [
        "in de week van 20-25 maart was er",
        "volgens artikel 5-7 van de wet",
        "op pagina 12-15 staat meer",
        "volgens rapport 1-2023 over water",
        "in zaak 12-345 werd beslist",
        "dus bel 112-900 voor hulp",
        "aan de Kalverstraat 12-14 Amsterdam",
        "de uitslag 1-3 was",
    ],
)
def test_a_hyphen_in_a_date_a_reference_or_an_address_makes_no_figure(text: str) -> None:
    assert figures_in(text, "nl") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("van 20 -> 30 woningen", 30),
        ("dus => 30", 30),
        ("Start > 3 opties", 3),
        ("kies menu > 3 opties > tonen", 3),
        ("5 min. 30 seconden", 30),
        ("Hij schreef:\n> 30 mensen kwamen", 30),
        ("10 en meer dan 20", 10),
    ],
)
def test_a_sign_or_a_word_that_belongs_to_something_else_bounds_nothing(
    text: str, value: float
) -> None:
    (figure,) = (f for f in figures_in(text, "nl") if f.value == value)
    assert figure.hedge is Hedge.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Assen\t> 30",
        "van > 30 euro",
        "> 30 dagen",
        "is <30",
        "Er staan > 30 bomen",
        "omzet > 30 mln",
    ],
)
def test_a_sign_that_compares_still_bounds(text: str) -> None:
    (figure,) = figures_in(text, "nl")
    assert figure.hedge in (Hedge.OVER, Hedge.UNDER)


@pytest.mark.parametrize(
    "text", ["kinderen betalen € 10 tot 18 jaar", "€ 10 tot 60 dagen na", "€ 10-18 jaar"]
)
def test_ages_and_periods_behind_an_amount_are_no_money(text: str) -> None:
    assert next((f.value, f.unit) for f in figures_in(text, "nl")) == (10, "euro")
