"""A claim -> a verdict: what the documents say of it, for and against, word for word."""

from assistant.checking.check import check_claims, check_of, check_text

__all__ = ["check_claims", "check_of", "check_text"]
