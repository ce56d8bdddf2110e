"""The layers of a PDF that its catalogue switches off: what stands on them is not shown.

Most files with layers show all of them; only where one is off the page's picture must tell what is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pypdf
import pypdfium2 as pdfium
from pypdf.generic import IndirectObject

from assistant.reading.pdf_errors import PYPDF_ERRORS

MOST = 5_000  # layers of a file; drawings have some hundreds


@dataclass(frozen=True, slots=True)
class Layers:
    """``shown`` has the names that only layers which are shown have; any other name may be of one that is off."""

    some_off: bool = True
    shown: frozenset[str] = frozenset()

    def may_hide(self, name: str) -> bool:
        """Whether a layer may be off; "" is one without a name, such as a choice between several."""
        return self.some_off and name not in self.shown


_paths: WeakKeyDictionary[pdfium.PdfDocument, Path] = WeakKeyDictionary()
_known: WeakKeyDictionary[pdfium.PdfDocument, Layers] = WeakKeyDictionary()


def remember(document: pdfium.PdfDocument, path: Path) -> None:
    """Note the file of a document: its catalogue is read only where something is on a layer."""
    _paths[document] = path


def layers_of(page: pdfium.PdfPage) -> Layers:
    """The layers of a page's document. Where they cannot be told, any may be off."""
    document = page.pdf
    if document not in _known:
        path = _paths.get(document)
        _known[document] = Layers() if path is None else read_layers(path)
    return _known[document]


def read_layers(path: Path) -> Layers:
    """What the catalogue of a PDF says of its layers."""
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        layers = reader.root_object.get("/OCProperties")
        return _layers_in(layers.get_object()) if layers is not None else Layers(some_off=False)
    except PYPDF_ERRORS:
        return Layers()


def _layers_in(found: Any) -> Layers:
    default = _entry(found, "/D")
    listed = list(_listed(found.get("/OCGs")))
    off = dict(_listed(default.get("/OFF")))
    if default.get("/BaseState") == "/OFF":
        return Layers()  # those that are listed nowhere are off, too, whatever they are called
    off |= {number: layer for number, layer in listed if _is_off_to_viewers(layer)}
    shown = {_name(layer) for number, layer in listed if number not in off}
    hidden = {_name(layer) for layer in off.values()}
    return Layers(bool(off) or len(listed) >= MOST, frozenset(shown - hidden - {""}))


def _listed(layers: Any) -> Iterator[tuple[int, Any]]:
    """The layers of a list by the numbers of their objects."""
    for layer in (layers.get_object() if layers is not None else [])[:MOST]:
        if isinstance(layer, IndirectObject):
            yield layer.idnum, layer.get_object()


def _is_off_to_viewers(layer: Any) -> bool:
    """Whether a layer's own usage says that it is off on a screen."""
    return bool(_entry(_entry(layer, "/Usage"), "/View").get("/ViewState") == "/OFF")


def _entry(holder: Any, name: str) -> Any:
    """A dictionary in a dictionary, an empty one where there is none."""
    found = holder.get(name)
    return {} if found is None else found.get_object()


def _name(layer: Any) -> str:
    name = layer.get("/Name", "")
    return name if isinstance(name, str) else ""
