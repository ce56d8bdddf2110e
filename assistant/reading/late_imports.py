"""What only some files need is loaded by the first of them, and from then on before the fork.

Loading all of it at the start would cost the reader process several times what PDFs need, and
loading it in each child would cost each such file a second.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module

from assistant.language.detection import detect_language

_LATE: dict[bytes, tuple[str, Callable[[], object]]] = {
    mark: (name, partial(import_module, name))
    for mark, name in (
        (b"a", "assistant.reading.annotate"),
        (b"h", "assistant.reading.web_page"),
        (b"m", "assistant.reading.mail"),
        (b"s", "pptx"),
        (b"w", "docx"),
        (b"x", "openpyxl"),
    )
}
# Few everyday words, as many Dutch as English ones: then only the identifier can tell.
_LATE[b"l"] = ("py3langid.langid", partial(detect_language, "the de"))
MARKS = frozenset(_LATE)


def loaded_late() -> bytes:
    """A mark (a byte of ``MARKS``) for each part that this process holds."""
    return b"".join(mark for mark, (name, _) in _LATE.items() if name in sys.modules)


def load_late(marks: bytes) -> None:
    """Load the parts that some marks name."""
    for mark, (name, load) in _LATE.items():
        if mark in marks and name not in sys.modules:
            load()
