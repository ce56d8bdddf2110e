"""Whether a writer's figure is that of a source, as it stands or rounded. Pure."""

from __future__ import annotations

from assistant.figures import Agreement, Figure, Hedge, compare

_LOWER = {Hedge.OVER, Hedge.AT_LEAST}
_UPPER = {Hedge.UNDER, Hedge.AT_MOST}


def same_figure(figure: Figure, source: Figure) -> bool:
    """Whether a writer's figure is the source's, or that rounded to fewer digits.

    >>> from assistant.figures import figures_in
    >>> one, two, three = figures_in("552 bedrijven, ongeveer 550 bedrijven, 560 bedrijven", "nl")
    >>> same_figure(two, one), same_figure(one, two), same_figure(three, one)
    (True, False, False)
    """
    if {figure.hedge, source.hedge} & _LOWER and {figure.hedge, source.hedge} & _UPPER:
        return False
    agreement = compare(figure, source).agreement
    if Hedge.BETWEEN in (figure.hedge, source.hedge):
        return agreement is Agreement.SAME or (figure.low, figure.high) == (source.low, source.high)
    if not agreement.agrees:
        return False
    return figure.value == source.value or _is_rounded(figure, source)


def _is_rounded(figure: Figure, source: Figure) -> bool:
    step = _last(figure)
    return step > _last(source) and abs(figure.value - source.value) <= step / 2


def _last(figure: Figure) -> float:
    """What one in the last digit that is not zero is worth."""
    digits = f"{abs(figure.value):.12g}"
    if "." in digits:
        return 10.0 ** -len(digits.split(".")[1])
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))
