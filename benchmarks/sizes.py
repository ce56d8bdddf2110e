"""What a library of so many pages needs: arithmetic on what was measured, for docs/sizes.md.

    python benchmarks/sizes.py [--core-hour 0.02] [--disk-month 0.05] [--memory-month 2.5]

Prices are yours to fill in: euro an hour of one core, a month of one gigabyte of disk, and of memory.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

SIZES = (1_000, 100_000, 10_000_000, 1_000_000_000)


@dataclass(frozen=True, slots=True)
class PerPage:
    """What one page takes. Measured with a library of 229 reports, 936 pages and 5,744 passages, and one of
    99,960 passages (docs/measurements.md, Searching at size)."""

    passages: float = 5_744 / 936
    ledger: float = 162e6 / 936
    """Bytes: text, places, vectors of passages and sentences, signs of tokens."""
    originals: float = 21e6 / 936
    vectors: float = 215e6 / 99_960 * 5_744 / 936
    words: float = 73e6 / 99_960 * 5_744 / 936
    reading: float = 170 / 2_678 * 5_744 / 936
    """CPU seconds to read, embed and store: 170 s for the 2,678 passages of twenty other reports (881 pages)."""
    memory: float = (220e6 + 140e6) / 99_960 * 5_744 / 936
    """Bytes of a process that asks: the vector index, and the vectors of filtered searches."""

    @property
    def disk(self) -> float:
        return self.ledger + self.originals + self.vectors + self.words


MEMORY = 520e6
"""Bytes of a process that asks, besides what grows: Python, the encoder, the reader, the pages."""


def amount(count: float, units: tuple[str, ...], step: float = 1_000) -> str:
    """Two digits and a unit: ``amount(1900, ("MB", "GB"))`` is "1.9 GB"."""
    for unit in units:
        if count < step or unit == units[-1]:
            return f"{count:,.0f} {unit}" if count >= 10 else f"{count:.1f} {unit}"
        count /= step
    raise ValueError("no units")


def row(pages: int, core: float, disk: float, memory: float) -> list[str]:
    """A size's cells."""
    per = PerPage()
    held, kept = per.disk * pages, MEMORY + per.memory * pages
    hours = per.reading * pages / 3_600
    month = held / 1e9 * disk + kept / 1e9 * memory + 2 * 730 * core
    return [
        f"{pages:,}",
        f"{per.passages * pages:,.0f}",
        amount(held / 1e6, ("MB", "GB", "TB", "PB")),
        amount(kept / 1e6, ("MB", "GB", "TB", "PB")),
        amount(hours, ("h",)) if hours < 48 else f"{hours / 24:,.0f} days",
        f"{hours * core:,.2f}" if hours < 48 else f"{hours * core:,.0f}",
        f"{month:,.0f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--core-hour", type=float, default=0.02)
    parser.add_argument("--disk-month", type=float, default=0.05)
    parser.add_argument("--memory-month", type=float, default=2.5)
    given = parser.parse_args()
    heads = [
        "pages",
        "passages",
        "disk",
        "memory of a process",
        "to read, one core",
        "€ to read",
        "€ a month",
    ]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for pages in SIZES:
        cells = row(pages, given.core_hour, given.disk_month, given.memory_month)
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
