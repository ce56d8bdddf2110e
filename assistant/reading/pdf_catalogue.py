"""What pypdf reads of a PDF: metadata, outline, page labels and what is attached.

Runs in the reader process only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdf

from assistant.reading.blocks import letters
from assistant.reading.containers import may_hold
from assistant.reading.font_maps import wrongly_mapped
from assistant.reading.pdf_attachments import attachment_warnings
from assistant.reading.pdf_errors import PYPDF_ERRORS


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a PDF says beside its pages.

    ``outline`` has titles with their level, by page index; ``labels`` printed labels, by page number;
    ``warnings`` name what is attached and not read.
    """

    info: dict[str, str] = field(default_factory=dict)
    outline: dict[int, dict[str, int]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    garbled: frozenset[int] = (
        frozenset()
    )  # indexes of pages whose fonts say other letters than they show


def read_catalogue(path: Path, count: int) -> Catalogue:
    """The catalogue of a PDF of ``count`` pages.

    pypdf raises many kinds of errors on damaged files; text can still be read without any of
    this, so each part that fails is left out.
    """
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
    except PYPDF_ERRORS:
        return Catalogue()
    attached = attachment_warnings(reader, may_hold(path))
    garbled = wrongly_mapped(reader, count)
    return Catalogue(_info(reader), _outline(reader), _labels(reader, count), attached, garbled)


def _info(reader: pypdf.PdfReader) -> dict[str, str]:
    try:
        info: Mapping[str, Any] = reader.metadata or {}
        return {
            "title": str(info.get("/Title") or ""),
            "subject": str(info.get("/Subject") or ""),
            "author": str(info.get("/Author") or ""),
            "created": str(info.get("/CreationDate") or ""),
        }
    except PYPDF_ERRORS:
        return {}


def _outline(reader: pypdf.PdfReader) -> dict[int, dict[str, int]]:
    titles: dict[int, dict[str, int]] = {}

    def walk(items: list[object], level: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            elif isinstance(item, pypdf.generic.Destination):
                index = reader.get_destination_page_number(item)
                key = letters(str(item.title or ""))
                if index is not None and index >= 0 and len(key) > 3:
                    titles.setdefault(index, {})[key] = min(6, level)
                    # Numbers before a title are often printed but not in the outline, or the reverse.
                    titles[index].setdefault(key.lstrip("0123456789"), min(6, level))

    try:
        walk(list(reader.outline), 1)
    except PYPDF_ERRORS:
        return titles
    return titles


def _labels(reader: pypdf.PdfReader, count: int) -> dict[int, str]:
    try:
        if "/PageLabels" not in reader.root_object:
            return {}
        labels = reader.page_labels
    except PYPDF_ERRORS:
        return {}
    return {number: label for number, label in enumerate(labels[:count], start=1) if label}
