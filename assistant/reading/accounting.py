"""A reading's account: where the letters of a file went, and what is off about that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from assistant.records import Account, BlockKind, Page, Reading

SLIDE = 500  # letters a page; with fewer they are slides, or pictures with titles
ENOUGH = 1_000  # letters; of less no share says anything
MOST_HEADINGS = 0.15  # more is body text that was taken for headings
MOST_FURNITURE = 0.25  # more is body text that was taken for running heads
LEAST_QUOTABLE = 0.5  # in sentences and tables
_QUOTED = {
    BlockKind.PARAGRAPH: "sentences",
    BlockKind.LIST_ITEM: "sentences",
    BlockKind.TABLE_ROW: "tables",
    BlockKind.HEADING: "headings",
}


def accounted(reading: Reading) -> Reading:
    """The reading with its account, and with a warning for each thing in it that is off.

    What no page holds (running heads, hidden letters) the reader has put into the account before."""
    letters: Counter[str] = Counter()
    for page in reading.pages:
        letters.update(_of_page(page))
    account = Account(
        sentences=letters["sentences"],
        tables=letters["tables"],
        headings=letters["headings"],
        aside=letters["aside"],
        furniture=reading.account.furniture,
        hidden=reading.account.hidden,
        bare=reading.unread,
    )
    return replace(
        reading,
        account=account,
        warnings=(*reading.warnings, *remarks(account, len(reading.pages))),
    )


def _of_page(page: Page) -> Counter[str]:
    found: Counter[str] = Counter()
    for block in page.blocks:
        found[_QUOTED.get(block.kind, "aside")] += count(page.text[block.start : block.end])
    return found


def count(text: str | Iterable[str]) -> int:
    """Letters and digits of a text."""
    return sum(c.isalnum() for part in ([text] if isinstance(text, str) else text) for c in part)


def remarks(account: Account, pages: int) -> tuple[str, ...]:
    """What a person should look at; empty where the account is as those of reports are."""
    total = account.letters
    if total < ENOUGH:
        return ()
    found: list[str] = []
    slides = total < SLIDE * pages
    if account.headings > MOST_HEADINGS * total and not slides:
        found.append(
            f"{_share(account.headings, total)} of the letters were taken for headings, which are not "
            "quoted as answers. Open some pages and compare what is found with what stands there."
        )
    if account.furniture > MOST_FURNITURE * total:
        found.append(
            f"{_share(account.furniture, total)} of the letters stand in running heads and feet, and are not "
            "searched. Open some pages and compare."
        )
    quotable = account.sentences + account.tables
    if quotable < LEAST_QUOTABLE * total and not found:
        found.append(
            f"Only {_share(quotable, total)} of the letters stand in sentences and tables; the rest cannot be "
            "quoted as an answer. Open some pages and compare."
        )
    return tuple(found)


def _share(part: int, total: int) -> str:
    return f"{round(100 * part / total)} %"
