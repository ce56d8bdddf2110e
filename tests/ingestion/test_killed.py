"""An ingest that is killed at any moment loses nothing, doubles nothing, and disturbs no answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Report

LANES, KILLS = 2, 100


@pytest.mark.heavy
@pytest.mark.timeout(3600)  # an idle machine needs a tenth of it
def test_two_hundred_kills_leave_a_library_as_if_nothing_had_happened(
    tmp_path: Path, report: Report
) -> None:
    """Runs with new, changed, removed, renamed and described files, while another process asks."""
    program = Path(__file__).parents[1] / "support" / "killing.py"
    lanes = [
        subprocess.Popen(
            [sys.executable, str(program), str(tmp_path / f"lane-{lane}"), str(lane), str(KILLS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for lane in range(LANES)
    ]
    finished = asked = 0
    for lane in lanes:
        out, errors = lane.communicate(timeout=3500)
        assert lane.returncode == 0, errors[-2000:]
        seen = json.loads(out)
        assert seen["wrong"] == [], errors[-2000:]
        assert seen["differing"] == {}
        finished += seen["finished_before_the_kill"]
        asked += seen["asked"]
    report(
        f"kills: {LANES * KILLS}, of which {finished} came after the end; {asked} answers meanwhile"
    )
    assert finished < LANES * KILLS // 2, "the kills came too late to say anything"
    assert asked >= KILLS
