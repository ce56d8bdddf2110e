"""A claim -> a verdict: what the documents say of it, for and against, word for word."""

from assistant.checking.check import check_claims, check_of, check_text
from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing
from assistant.checking.reader import ClaimReading, Reader, Says

__all__ = [
    "Bearing",
    "Claim",
    "ClaimReading",
    "Reader",
    "Says",
    "check_claims",
    "check_of",
    "check_text",
]
