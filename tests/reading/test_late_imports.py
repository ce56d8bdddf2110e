"""The reader process starts with what PDFs need; what another file needed, it keeps for the next."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from assistant.reading import Isolation

PAGE = "<!doctype html><html><body><p>De brug in Zwolle blijft open voor het verkeer.</p></body></html>"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_one_file_needed_is_loaded_before_the_next_of_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "brug.html"
    path.write_text(PAGE)
    with contextlib.closing(Isolation()) as isolation:
        isolation.call("members", path=str(path))
        assert not _has_loaded(isolation, "lxml")
        first = isolation.read(path, "brug.html")
        assert (
            isolation.read(path, "brug.html") == first
        )  # asked when what the first needed is there
        assert _has_loaded(isolation, "lxml")


def _has_loaded(isolation: Isolation, library: str) -> bool:
    assert isolation._server is not None
    return f"/{library}/" in Path(f"/proc/{isolation._server.pid}/maps").read_text()
