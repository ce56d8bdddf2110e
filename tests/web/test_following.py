"""A report that is taken in while the application runs is answered from without a restart."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web.conftest import CORPUS, LETTER

from assistant.errors import UnknownCitation
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records import Answer, Outcome
from assistant.settings import Settings
from assistant.web import create_app
from assistant.web.following import Follower


def test_a_running_application_follows_what_is_taken_in_beside_it(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    shutil.copy(CORPUS / LETTER, reports / LETTER)
    with Library.open(tmp_path / "library") as library:
        library.own()  # as the command does before it serves
        with TestClient(create_app(library), "http://localhost") as client:
            assert LETTER not in client.get("/documents").text
            with Library.open(tmp_path / "library") as beside:
                report = ingest(beside, [reports])
            deadline = time.monotonic() + 120
            while library.revision < report.revision and time.monotonic() < deadline:
                time.sleep(0.1)
            assert library.revision == report.revision
            assert "Aanbieding evaluatie" in client.get("/documents").text


def test_a_fault_does_not_end_the_following(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "library", Settings(follow_seconds=0.01)) as library:
        tried = 0

        def refresh() -> None:
            nonlocal tried
            tried += 1
            raise RuntimeError("a fault that nobody thought of")

        monkeypatch.setattr(library, "refresh", refresh)
        follower = Follower(library)
        follower.start()
        deadline = time.monotonic() + 60
        while tried < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        follower.stop()
        assert tried >= 3


def test_old_answers_go_while_the_application_runs(tmp_path: Path) -> None:
    settings = Settings(follow_seconds=0.01, keep_days=30)
    with Library.open(tmp_path / "library", settings) as library:
        new, old = (Answer(t, t, Outcome.NOT_IN_DOCUMENTS, "nl") for t in ("nieuw?", "oud?"))
        kept, gone = library.answers.save(new), library.answers.save(old)
        long_ago = (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="seconds")
        with sqlite3.connect(library.folder / "ledger.sqlite") as ledger:
            ledger.execute("UPDATE answers SET asked = ? WHERE id = ?", (long_ago, gone))
        follower = Follower(library)
        follower.start()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                library.answers.get(gone)
            except UnknownCitation:
                break
            time.sleep(0.01)
        follower.stop()
        with pytest.raises(UnknownCitation):
            library.answers.get(gone)
        assert library.answers.get(kept) == new


def test_of_a_library_that_cannot_be_written_nothing_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "library", Settings(follow_seconds=0.01, keep_days=1)) as library:
        monkeypatch.setattr(Library, "read_only", True)
        followed = threading.Event()
        forgot: list[int] = []
        monkeypatch.setattr(library, "refresh", followed.set)
        monkeypatch.setattr(library, "forget", forgot.append)
        follower = Follower(library)
        follower.start()
        assert followed.wait(60)
        follower.stop()
        assert forgot == []
