"""Pages are drawn one at a time, each once, and one that takes for ever costs the others nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reader_processes import ended

from assistant.errors import UnreadableDocument
from assistant.reading import Isolation, Limits
from assistant.web import drawing as module
from assistant.web.drawing import Busy, Drawing, Drawn

PAGE = Drawn("a", 1)


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


def refused(_: Isolation) -> bytes:
    raise UnreadableDocument("The page takes too long.")


def test_what_many_ask_for_is_drawn_once(drawing: Drawing) -> None:
    made = 0

    def make(_: Isolation) -> bytes:
        nonlocal made
        made += 1
        time.sleep(0.2)
        return b"png"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: drawing.made(PAGE, make), range(8))) == {b"png"}
    assert made == 1


def test_a_whole_file_is_not_kept(drawing: Drawing) -> None:
    counted = iter([b"1", b"2"])
    made = [drawing.made(PAGE, lambda _: next(counted), keep=False) for _ in range(2)]
    assert made == [b"1", b"2"]


def held(drawing: Drawing) -> Callable[[], None]:
    """A drawing that lasts until the returned function is called."""
    ended, begun = threading.Event(), threading.Event()

    def make(_: Isolation) -> bytes:
        begun.set()
        ended.wait(60)
        return b""

    threading.Thread(target=drawing.made, args=(Drawn("slow", 1), make), daemon=True).start()
    assert begun.wait(60)
    return ended.set


def test_who_has_no_turn_is_told_soon(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    end = held(drawing)
    with pytest.raises(Busy):
        drawing.made(PAGE, lambda _: b"")
    end()
    assert drawing.made(PAGE, lambda _: b"png") == b"png"


def test_only_so_many_wait(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 1)
    monkeypatch.setattr(module, "PATIENCE", 1e6)
    end = held(drawing)  # one waits, for ever if need be: a second does not even begin to
    with pytest.raises(Busy):
        drawing.made(PAGE, lambda _: b"")
    end()


def test_what_failed_is_not_tried_again_soon(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadableDocument):
        drawing.made(PAGE, refused)
    with pytest.raises(UnreadableDocument, match="too long"):
        drawing.made(PAGE, lambda _: b"png")
    assert drawing.made(Drawn("a", 2), lambda _: b"other page") == b"other page"
    monkeypatch.setattr(module, "REMEMBERED", 0.0)
    with pytest.raises(UnreadableDocument):
        drawing.made(Drawn("b", 1), refused)
    assert drawing.made(Drawn("b", 1), lambda _: b"png") == b"png"


def test_a_file_of_such_pages_is_given_up(drawing: Drawing) -> None:
    for number in range(module.TOO_MANY):
        with pytest.raises(UnreadableDocument):
            drawing.made(Drawn("a", number), refused)
    with pytest.raises(UnreadableDocument, match="too long"):
        drawing.made(Drawn("a", 99), lambda _: b"png")
    assert drawing.made(Drawn("b", 99), lambda _: b"png") == b"png"


def heavy_page(path: Path, circles: int = 60_000) -> Path:
    """A PDF with a page of transparent circles, one over another."""
    shapes = b"".join(
        b"/G gs 0.%d 0.5 0.2 rg %d %d 300 300 re %d %d m %d 700 600 700 300 100 c f\n"
        % (n % 10, n % 250, n % 500, n % 300, n % 400, n % 200)
        for n in range(circles)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /ExtGState << /G << /ca 0.5 /BM /Luminosity >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shapes), shapes),
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(
        content
        + b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (table, len(content))
    )
    return path


def test_a_page_that_takes_minutes_is_given_up_in_seconds(tmp_path: Path) -> None:
    drawing = Drawing(Isolation(Limits(cpu_seconds=1, wall_seconds=2.0)))
    path = heavy_page(tmp_path / "heavy.pdf")
    with pytest.raises(UnreadableDocument, match="too long"):
        drawing.made(PAGE, lambda by: by.call("picture", path=str(path), index=0, width=2200))
    drawing.close()


def test_the_reader_ends_at_once_whatever_it_is_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Isolation, "close", ended)  # as it is outside of these tests
    isolation = Isolation(Limits(cpu_seconds=600, wall_seconds=600.0))
    path = heavy_page(tmp_path / "heavy.pdf")
    broke_off = threading.Event()

    def draw() -> None:
        with pytest.raises(UnreadableDocument):
            isolation.call("picture", path=str(path), index=0, width=2200)
        broke_off.set()

    isolation.start()
    threading.Thread(target=draw, daemon=True).start()
    time.sleep(1)
    assert not broke_off.is_set(), "the page is not heavy enough for this test"
    isolation.close()
    assert broke_off.wait(60)
