"""What people call a document by: its title, file name, publisher and date, month names and all."""

from __future__ import annotations

import re

from assistant.language.months import MONTH_NAMES
from assistant.records import Version


def naming(version: Version) -> str:
    """Everything that may name a version in a question, as one text to index and compare.

    Of near-duplicates ("versie 2.1", "februari 2022") this finds the one that is asked for.
    """
    document = version.document
    file = re.sub(r"[_\W]+", " ", version.file.rsplit(".", 1)[0])
    parts = [document.title, file, document.publisher, *document.published.split("-")[:1]]
    month = re.match(r"\d{4}-(\d\d)", document.published)
    if month and 1 <= int(month[1]) <= 12:
        parts.append(" ".join(MONTH_NAMES[int(month[1]) - 1]))
    return " ".join(dict.fromkeys(part for part in parts if part))
