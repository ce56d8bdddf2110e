"""Records as rows of the ledger's tables, and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row

from assistant.embedding import TokenSigns
from assistant.library.descriptions import effective
from assistant.reading.recognition import recognition_as_json, recognition_from_json
from assistant.reading.transport import (
    blocks_as_rows,
    blocks_from_rows,
    runs_as_rows,
    runs_from_rows,
    tables_as_rows,
    tables_from_rows,
)
from assistant.records import (
    Account,
    BlockKind,
    Document,
    Metadata,
    NamedCell,
    Page,
    Passage,
    Sentence,
    Span,
    Version,
)
from assistant.records import Row as TableRow


def pack(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))


def page_row(version: str, page: Page) -> dict[str, Any]:
    structure = {
        "blocks": blocks_as_rows(page.blocks),
        "runs": runs_as_rows(page.runs),
        "recognition": recognition_as_json(page.recognition),
        "tables": tables_as_rows(page.tables),
        "folds": list(page.folds),
    }
    return {
        "version": version,
        "number": page.number,
        "label": page.label[:32],
        "text": page.text,
        "structure": pack(structure),
        "reading": page.reading,
    }


def page_from_row(row: Row[Any]) -> Page:
    structure = unpack(row.structure)
    blocks, runs = blocks_from_rows(structure["blocks"]), runs_from_rows(structure["runs"])
    recognition = recognition_from_json(structure.get("recognition"))
    tables = tables_from_rows(structure.get("tables", []))
    folds = tuple(structure.get("folds", ()))
    return Page(
        row.number, row.label, row.text, blocks, runs, recognition, tables, row.reading, folds
    )


def passage_row(
    passage: Passage,
    vector: NDArray[np.float32],
    sentences: NDArray[np.float16],
    tokens: TokenSigns,
) -> dict[str, Any]:
    return {
        "id": passage.id,
        "version": passage.version,
        "ordinal": passage.ordinal,
        "section": passage.section,
        "language": passage.language,
        "sentences": pack([_sentence_as_list(s) for s in passage.sentences]),
        "vector": np.asarray(vector, dtype=np.float32).tobytes(),
        "sentence_vectors": np.asarray(sentences, dtype=np.float16).tobytes(),
        "token_signs": tokens.bits.tobytes(),
        "token_counts": np.asarray(tokens.counts, dtype=np.uint16).tobytes(),
    }


def passage_from_row(row: Row[Any]) -> Passage:
    sentences = tuple(_sentence_of(told) for told in unpack(row.sentences))
    return Passage(row.id, row.version, row.ordinal, row.section, row.language, sentences)


def _sentence_as_list(sentence: Sentence) -> list[Any]:
    """Text, kind, spans, and for a row of a table what names it and its cells."""
    told: list[Any] = [
        sentence.text,
        sentence.kind.value,
        [[p.page, p.start, p.end] for p in sentence.spans],
    ]
    if row := sentence.row:
        cells = [[c.start, c.end, c.head, c.unit] for c in row.cells]
        told.append([row.label, cells, row.caption])
    return told


def _sentence_of(told: list[Any]) -> Sentence:
    text, kind, spans, *more = told
    row = None
    if more:
        label, cells, caption = more[0]
        row = TableRow(label, tuple(NamedCell(*cell) for cell in cells), caption)
    return Sentence(text, tuple(Span(*span) for span in spans), BlockKind(kind), row)


def sentence_vectors_from_row(row: Row[Any]) -> NDArray[np.float32]:
    flat = np.frombuffer(row.sentence_vectors, dtype=np.float16).astype(np.float32)
    dimension = len(row.vector) // 4
    return flat.reshape(-1, dimension)


def tokens_from_row(row: Row[Any]) -> TokenSigns:
    counts = np.frombuffer(row.token_counts, dtype=np.uint16)
    flat = np.frombuffer(row.token_signs, dtype=np.uint8)
    total = int(counts.sum())
    return TokenSigns(flat.reshape(total, -1 if total else 0), tuple(counts.tolist()))


def sum_rows(version: str, vectors: Sequence[tuple[str, bytes]]) -> list[dict[str, Any]]:
    """Rows of ``sums`` from (language, vector as float32) of a version's passages in order."""
    by_language: dict[str, list[NDArray[np.float64]]] = {}
    for language, vector in vectors:
        row = np.frombuffer(vector, dtype=np.float32).astype(np.float64)
        by_language.setdefault(language, []).append(row)
    return [
        {
            "version": version,
            "language": language,
            "passages": len(rows),
            "total": np.sum(rows, axis=0).tobytes(),
        }
        for language, rows in sorted(by_language.items())
    ]


def version_from_row(row: Row[Any]) -> Version:
    """A version with its document as it was described by that version."""
    meta = _metadata_of(row)
    document = Document(
        row.documents_id,
        meta.title,
        meta.publisher,
        meta.published,
        meta.kind,
        meta.language,
        meta.programme,
        row.documents_groups,
    )
    current = row.versions_current_until is None
    past = "superseded" if row.versions_superseded_by else "withdrawn"
    return Version(
        id=row.versions_id,
        document=document,
        file=row.versions_file,
        format=row.versions_format,
        pages=row.versions_pages,
        passages=row.versions_passages,
        paged=row.versions_paged,
        added=row.versions_added,
        current=current,
        status="current" if current else past,
        warnings=tuple(row.versions_warnings),
        superseded_by=row.versions_superseded_by,
        valid_from=row.periods_from_time or "",
        valid_until=row.periods_until_time or "",
        origin=row.versions_origin,
        view=row.versions_view,
        account=Account(**row.versions_account),
    )


def _metadata_of(row: Row[Any]) -> Metadata:
    if row.versions_id == row.documents_head:
        return Metadata(
            row.documents_title,
            row.documents_publisher,
            row.documents_published,
            row.documents_kind,
            row.documents_language,
            row.documents_programme,
        )
    # An old version keeps its own date: a person who gave the document one meant the newest.
    overrides = {n: value for n, value in row.documents_said.items() if n != "published"}
    return effective(row.versions_found, row.versions_described, overrides)


def in_parts(names: Sequence[str]) -> Iterator[list[str]]:
    """Five hundred at a time: SQLite takes a limited number of variables."""
    for start in range(0, len(names), 500):
        yield list(names[start : start + 500])
