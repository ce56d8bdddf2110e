"""What people would otherwise search their reports with, each as its own first page tells to build it.

All of them get the same files and the same embedder as we do. Each is imported where it is built, so that one
that is not installed can be left out with a word.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.embedding.langchain_e5 import E5Embeddings

CHUNK, OVERLAP = 1_000, 200
"""Characters of a chunk, as in LangChain's tutorial."""
FUSED = 0.5
"""Weight of words and of vectors alike, as in LangChain's page on the ensemble retriever."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: the file's name, and its first and last page, from 1."""

    file: str
    first: int
    last: int


Search = Callable[[str, int], list[Place]]
"""A question and how many passages -> where they stand, best first."""
Build = Callable[[Sequence[Path], Path], Search]
"""Files and an empty folder -> a search in them."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """``packages`` are those whose versions the table names."""

    name: str
    packages: tuple[str, ...]
    settings: str
    build: Build

    def versions(self) -> str:
        """Package and version of each. Raises PackageNotFoundError where one is missing."""
        return ", ".join(f"{package} {version(package)}" for package in self.packages)


def _split(files: Sequence[Path]) -> list[Any]:
    from langchain_community.document_loaders import PyPDFLoader
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True
    )
    pages = [page for file in files for page in PyPDFLoader(str(file)).load()]
    return splitter.split_documents(pages)


def _place(document: Any) -> Place:
    page = document.metadata["page"] + 1
    return Place(Path(document.metadata["source"]).name, page, page)


def langchain_tutorial(files: Sequence[Path], folder: Path) -> Search:
    """PyPDFLoader, RecursiveCharacterTextSplitter, Chroma, similarity search."""
    store = _chroma(folder, _split(files))
    return lambda question, count: [_place(d) for d in store.similarity_search(question, k=count)]


def langchain_ensemble(files: Sequence[Path], folder: Path) -> Search:
    """The same beside BM25, in an EnsembleRetriever."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    documents = _split(files)
    store = _chroma(folder, documents)

    def search(question: str, count: int) -> list[Place]:
        words.k = count
        both = EnsembleRetriever(
            retrievers=[words, store.as_retriever(search_kwargs={"k": count})],
            weights=[FUSED, 1 - FUSED],
        )
        return [_place(document) for document in both.invoke(question)[:count]]

    words = BM25Retriever.from_documents(documents)
    return search


def _chroma(folder: Path, documents: list[Any]) -> Any:
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    store = Chroma(
        collection_name="reports",
        embedding_function=E5Embeddings(),
        persist_directory=str(folder),
        client_settings=Settings(
            anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder)
        ),
    )
    for start in range(0, len(documents), CHUNK):  # Chroma takes only so many at once
        store.add_documents(documents[start : start + CHUNK])
    return store


def llama_index(files: Sequence[Path], folder: Path) -> Search:
    """LlamaIndex's five lines: a document a page, its own splitter (1,024 tokens), its vector index in memory."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.node_parser import SentenceSplitter
    from pypdf import PdfReader

    embeddings = E5Embeddings()

    class Embedding(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return embeddings.embed_query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embeddings.embed_query(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return embeddings.embed_documents([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return embeddings.embed_documents(texts)

    documents = [
        Document(
            text=page.extract_text(),
            metadata={"file_name": file.name, "page_label": str(number)},
        )
        for file in files
        for number, page in enumerate(PdfReader(file).pages, 1)
    ]
    # A tokenizer of its own would be downloaded: words count as tokens and a third.
    splitter = SentenceSplitter(chunk_size=768, chunk_overlap=150, tokenizer=str.split)
    index = VectorStoreIndex.from_documents(
        documents, embed_model=Embedding(embed_batch_size=64), transformations=[splitter]
    )

    def search(question: str, count: int) -> list[Place]:
        found = index.as_retriever(similarity_top_k=count).retrieve(question)
        pages = [
            (each.node.metadata["file_name"], each.node.metadata["page_label"]) for each in found
        ]
        return [Place(name, int(page), int(page)) for name, page in pages]

    return search


def paper_qa(files: Sequence[Path], folder: Path) -> Search:
    """PaperQA's retrieval, without its language model: its reader, its chunks of 5,000 characters, its MMR."""
    from lmi.embeddings import EmbeddingModel
    from paperqa import Docs, Settings
    from paperqa.readers import read_doc
    from paperqa.types import Doc
    from paperqa_pypdf import parse_pdf_to_pages

    embeddings = E5Embeddings()

    class Embedding(EmbeddingModel):
        name: str = "e5"
        asked: bool = False

        def set_mode(self, mode: Any) -> None:
            self.asked = mode == "query"

        async def embed_documents(self, texts: list[str]) -> list[list[float]]:
            if self.asked:
                return [embeddings.embed_query(text) for text in texts]
            return embeddings.embed_documents(texts)

    embedding, docs = Embedding(), Docs()
    settings = Settings(parsing={"multimodal": 0, "use_doc_details": False})

    async def take_in() -> None:
        for file in files:
            doc = Doc(docname=file.stem, dockey=file.name, citation=file.name)
            texts = await read_doc(
                file,
                doc,
                chunk_chars=5_000,
                overlap=250,
                parse_pdf=parse_pdf_to_pages,
                parse_media=False,
            )
            await docs.aadd_texts(texts, doc, settings, embedding)

    runner = asyncio.Runner()
    runner.run(take_in())

    def search(question: str, count: int) -> list[Place]:
        found = runner.run(docs.retrieve_texts(question, count, settings, embedding))
        return [_pages_of(text.doc.dockey, text.name) for text in found]

    return search


def _pages_of(file: Any, name: str) -> Place:
    """PaperQA names a chunk "… pages 3-5"."""
    pages = [int(number) for number in re.findall(r"\d+", name.rpartition("pages")[2])]
    return Place(str(file), pages[0], pages[-1])


ALTERNATIVES = (
    Alternative(
        "LangChain tutorial",
        ("langchain-community", "langchain-text-splitters", "langchain-chroma", "pypdf"),
        "chunks of 1,000 characters, overlap 200",
        langchain_tutorial,
    ),
    Alternative(
        "LangChain, ensemble with BM25",
        ("langchain-classic", "langchain-community", "rank-bm25"),
        "the same chunks, weights .5 and .5",
        langchain_ensemble,
    ),
    Alternative(
        "LlamaIndex",
        ("llama-index-core", "pypdf"),
        "a document a page, sentence splitter of 768 words, overlap 150",
        llama_index,
    ),
    Alternative(
        "PaperQA, retrieval alone",
        ("paper-qa", "paper-qa-pypdf"),
        "chunks of 5,000 characters, overlap 250, no language model",
        paper_qa,
    ),
)
