"""Passages -> what search compares a question with."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.library import Library
from assistant.library.vectoriser import PassageVectors
from assistant.records import Passage


@dataclass(frozen=True, slots=True)
class EmbeddedPassages:
    """The passages of one version with their vectors, made under ``title``."""

    title: str
    passages: tuple[Passage, ...]
    made: PassageVectors


def embed(library: Library, title: str, passages: tuple[Passage, ...]) -> EmbeddedPassages:
    """Embed the passages of one version under its title."""
    return EmbeddedPassages(title, passages, library.vectoriser.embed(title, passages))
