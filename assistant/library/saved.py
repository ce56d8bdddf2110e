"""What is kept of what was asked and checked: a link to it shows the same a year later."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from assistant.library.answers import answer_from_json
from assistant.library.checks import check_from_json
from assistant.records import Answer, Check

if TYPE_CHECKING:
    from assistant.library.ledger.ledger import Ledger


class Remembering:
    """Answers and checks by short names, each made from all that it says."""

    ledger: Ledger

    def save_answer(self, answer: Answer) -> str:
        """Keep an answer under a short name made from what it says."""
        data = answer.as_json()
        name = _name(data)
        self.ledger.put_answer(name, data)
        return name

    def answer(self, answer_id: str) -> Answer:
        """Raises UnknownCitation."""
        return answer_from_json(self.ledger.answer(answer_id))

    def save_check(self, check: Check) -> str:
        """Keep a check under a short name made from what it says."""
        data = check.as_json()
        name = _name(data)
        self.ledger.put_check(name, data)
        return name

    def check(self, check_id: str) -> Check:
        """Raises UnknownCitation."""
        return check_from_json(self.ledger.check(check_id))


def _name(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]
