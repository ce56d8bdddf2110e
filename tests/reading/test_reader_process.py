"""The reader process starts with what every file needs, and loads the rest before the first reading."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from assistant.reading import Isolation


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_language_identifier_is_loaded_for_the_first_reading_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever only looks at pages does not wait for it; a child, which writes no file, cannot load it."""
    monkeypatch.setenv("READER_OF", str(tmp_path))  # a reader of its own, none that has read before
    path = tmp_path / "namen.txt"
    path.write_text("Zwolle Assen Emmen")  # no everyday word tells the language
    with contextlib.closing(Isolation()) as isolation:
        isolation.call("members", path=str(path))
        assert not _has_loaded(isolation, "numpy")
        assert isolation.read(path, "namen.txt").metadata.language in ("nl", "en")
        assert _has_loaded(isolation, "numpy")


def _has_loaded(isolation: Isolation, library: str) -> bool:
    assert isolation._server is not None
    return f"/{library}/" in Path(f"/proc/{isolation._server.pid}/maps").read_text()
