"""What is said of a written sentence that the sources do not confirm: that they do not, and what comes closest."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.presenting.places import readable
from assistant.records import Statement
from assistant.texts import Texts


def closest_to(statement: Statement) -> tuple[str, ...]:
    """The excerpts that come closest to a sentence that is not confirmed; () for any other statement."""
    if statement.confirmed:
        return ()
    return tuple(readable(citation.quote) for citation in statement.citations)


def unconfirmed_remark(texts: Texts, closest: Sequence[str]) -> str:
    """The same in one line, between brackets, to stand behind the sentence; "" where nothing is to be said."""
    if not closest:
        return ""
    quoted = " ".join(f"“{quote}”" for quote in closest)
    return f"({texts('support_unconfirmed')}; {texts('closest_excerpt')} {quoted})"
