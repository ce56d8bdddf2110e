"""What a number is measured in: "15 minuten" is no "15 seconden", and "24 uur" is a day. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.figures import Figure, compare

FAR = 30.0  # times, from which a figure is of something else
SLIPS = (1e3, 1e6, 1e9, 1e-3, 1e-6, 1e-9)  # what a wrong "miljoen" makes of a figure

# What is measured: its units, each with how many of the smallest it is.
_UNITS: dict[str, dict[str, float]] = {
    "time": {
        "seconde seconden sec second seconds": 1,
        "minuut minuten min minute minutes": 60,
        "uur uren hour hours": 3_600,
        "dag dagen etmaal etmalen day days": 86_400,
        "week weken weeks": 604_800,
        "maand maanden month months": 2_629_800,
        "kwartaal kwartalen": 7_889_400,
        "jaar jaren year years": 31_557_600,
        "eeuw eeuwen century centuries": 3_155_760_000,
    },
    "length": {
        "millimeter mm millimetre millimetres": 1,
        "centimeter cm centimetre centimetres": 10,
        "meter meters metre metres": 1_000,
        "kilometer kilometers km kilometre kilometres": 1_000_000,
    },
    "mass": {
        "microgram micrograms µg μg mcg": 0.000_001,
        "milligram milligrams mg": 0.001,
        "gram grams": 1,
        "kilo kilogram kg kilograms": 1_000,
        "ton tonnes": 1_000_000,
        "kiloton kton kt": 1_000_000_000,
        "megaton mton mt": 1_000_000_000_000,
    },
    "energy": {
        "kwh kilowattuur": 1,
        "mwh megawattuur": 1_000,
        "gwh gigawattuur": 1_000_000,
        "twh terawattuur": 1_000_000_000,
    },
    "power": {"kw kilowatt": 1, "mw megawatt": 1_000, "gw gigawatt": 1_000_000},
    "area": {"m2 m²": 1, "hectare hectaren ha hectares": 10_000, "km2 km²": 1_000_000},
    "volume": {"liter litre litres": 1, "m3 m³": 1_000},
}
_OF_WORD = {
    word: (kind, size)
    for kind, units in _UNITS.items()
    for line, size in units.items()
    for word in line.split()
}
_WORD = re.compile(r"(?<![a-zµμ])[a-zµμ]+[23²³]?(?!\w)", re.IGNORECASE)
_BEHIND = re.compile(rf"[\s-]?(?P<word>{_WORD.pattern})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeasuringUnit:
    """A unit that a number stands before: text[start:end]; ``size`` is how many of the smallest it is."""

    kind: str
    size: float
    start: int
    end: int


def measure_of(text: str, figure: Figure) -> MeasuringUnit | None:
    """What a figure of a text is measured in; None for money, a share, and what is counted.

    >>> from assistant.figures import figures_in
    >>> text = "ten minste 15 minuten"
    >>> measure_of(text, figures_in(text, "nl")[0]).kind
    'time'
    """
    match = _BEHIND.match(text, figure.end) if not figure.unit else None
    known = _OF_WORD.get(match["word"].lower()) if match else None
    return MeasuringUnit(*known, match.start("word"), match.end()) if match and known else None


def measured_end(text: str, figure: Figure) -> int:
    """Where a figure ends with the unit behind it."""
    measure = measure_of(text, figure)
    return measure.end if measure else figure.end


def kinds_measured(text: str) -> frozenset[str]:
    """What the units of a text measure.

    >>> sorted(kinds_measured("vermogen in MW, oppervlakte in km²"))
    ['area', 'power']
    """
    named = (_OF_WORD.get(match.group().lower()) for match in _WORD.finditer(text))
    return frozenset(unit[0] for unit in named if unit)


def held_in_measure(text: str, figure: Figure, other_text: str, other: Figure) -> Figure | None:
    """A figure in the unit of another, as far as both are measured: 1 day in hours beside 24 hours. None
    where they measure different things, metres and hours."""
    mine, theirs = measure_of(text, figure), measure_of(other_text, other)
    if mine is None or theirs is None:
        return figure
    if mine.kind != theirs.kind:
        return None
    return _times(figure, mine.size / theirs.size) if mine.size != theirs.size else figure


def is_scaled(figure: Figure, other: Figure) -> bool:
    """Whether two figures have the same digits, two or more, and are of another size; also where one is
    rounded: "13,8 miljard" beside "13.813.000"."""
    one, another = _digits(figure), _digits(other)
    if one == another and len(one) > 1 and figure.value != other.value:
        return True
    least = min(len(one), len(another))
    return least > 2 and any(compare(_times(figure, n), other).agreement.agrees for n in SLIPS)


def is_far(figure: Figure, other: Figure) -> bool:
    """Whether a figure is so much smaller or larger that it is of something else, and no slip in its
    unit: "180.000 euro" beside "€ 314 miljoen"."""
    small, large = sorted((abs(figure.value), abs(other.value)))
    far = large >= FAR * max(small, 1e-9) and _digits(figure) != _digits(other)
    return far and not is_scaled(figure, other)


def _digits(figure: Figure) -> str:
    return f"{figure.value:.10f}".replace(".", "").strip("0")


def _times(figure: Figure, times: float) -> Figure:
    scaled = {name: getattr(figure, name) * times for name in ("value", "low", "high", "step")}
    return replace(figure, **scaled)
