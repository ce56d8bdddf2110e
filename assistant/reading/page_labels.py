"""What pages are called: the label that the file gives, else the numbers that are printed on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.glyphs import PrintedLine
from assistant.reading.page_numbers import printed_numbers
from assistant.reading.spreads import numbers_of_pairs
from assistant.records import Page

_TO = re.compile(r"\s*[-–]\s*")


def labelled(
    pages: Sequence[Page], headers: Sequence[Sequence[PrintedLine]], given: dict[int, str]
) -> list[Page]:
    """The pages with their labels: ``given`` by the file, by page number, else what ``headers`` print.

    Only a sheet that prints the numbers of two pages keeps where it is folded: "4-5" may be a chapter's page.
    """
    pairs = numbers_of_pairs(headers)
    labels = given or pairs or printed_numbers(headers)
    made: list[Page] = []
    for page in pages:
        label, pair = labels.get(page.number, ""), pairs.get(page.number, "")
        if "–" in pair and _TO.sub("–", label) == pair:
            made.append(replace(page, label=pair))
        else:
            made.append(replace(page, label=label, folds=()))
    return made
