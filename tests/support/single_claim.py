"""A text of one sentence as the claim that it is."""

from __future__ import annotations

from assistant.checking.claims import Claim, claims_in


def claim_of(text: str) -> Claim:
    """Raises ValueError where the text holds another number of claims."""
    (claim,) = claims_in(text)
    return claim
