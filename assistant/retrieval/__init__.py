"""A question -> ranked passages and sentences. Every stage is a plain function."""

from assistant.retrieval.rarity import Rarity
from assistant.retrieval.search import Retrieved, retrieve
from assistant.retrieval.understand import Kind, Understood, joined_verbs, understand

__all__ = ["Kind", "Rarity", "Retrieved", "Understood", "joined_verbs", "retrieve", "understand"]
