"""The default model as LangChain sees it. A module of its own: importing LangChain takes most of a second."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from assistant.embedding.encoding import embed_texts, read_question


class E5Embeddings(Embeddings):
    """multilingual-e5-small: 384 dimensions, 510 tokens (longer texts in windows)."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector.tolist() for vector in embed_texts(texts)]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = read_question(text).vector.tolist()
        return vector
