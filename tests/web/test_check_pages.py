"""A reader checks facts in the browser: pastes, follows, reads the verdicts, opens a quote, downloads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_maker import check_of
from web.conftest import HOSTILE_SENTENCE, LETTER, REPORT, Shelf, Visitor

from assistant.records import Check, Filters, Ruling, Verdict
from assistant.web import check_queue

from .test_checks import Slow

STATIC = Path(__file__).parents[2] / "assistant" / "web" / "static"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
TEXT = "Er zijn 39 fieldlabs. Het programma loopt goed!"


@pytest.fixture(scope="module")
def kept(shelf: Shelf) -> str:
    """The number of a check with every ruling; one claim is hostile."""
    statements = (*shelf.statements(REPORT), *shelf.statements(LETTER))
    return shelf.library.checks.save(check_of(statements, (HOSTILE_SENTENCE,)))


@pytest.fixture
def verdicts(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Makes the next text be checked with one verdict of each kind."""
    check = check_of(shelf.statements(REPORT))

    def claims(
        _library: object, text: str, _filters: Filters, _reader: object
    ) -> Iterator[Verdict]:
        assert text == check.text
        yield from check.verdicts

    monkeypatch.setattr(check_queue, "check_claims", claims)
    return check


def test_a_text_is_pasted_and_checked_by_the_real_checker(app_url: str, visitor: Visitor) -> None:
    visit = visitor()
    visit.open(app_url)
    visit.page.get_by_role("link", name="Feiten checken").click()
    visit.page.get_by_label("Te controleren tekst").fill(TEXT)
    visit.page.get_by_role("button", name="Check").click()
    visit.page.wait_for_url("**/check/*", timeout=240_000)
    assert "39 fieldlabs" in visit.page.locator(".checked-text").inner_text()
    assert visit.page.locator(".counts .sign").count() >= 1


def test_verdicts_are_read_a_quote_is_opened_and_the_reader_comes_back(
    app_url: str, visitor: Visitor, verdicts: Check
) -> None:
    visit = visitor(accept_downloads=True)
    page = visit.page
    page.goto(f"{app_url}/facts")
    page.get_by_label("Te controleren tekst").fill(verdicts.text)
    page.get_by_role("button", name="Check").click()
    page.wait_for_url("**/check/*", timeout=240_000)
    assert page.locator("section.claim").count() == 5
    page.locator(".checked-text a.contradicted").click()
    assert page.url.endswith("#claim-2")
    claim = page.locator("#claim-2")
    assert "Uitleg 1." in claim.inner_text()
    claim.locator("a.marker").click()
    page.locator("rect.mark").first.wait_for()
    (citation,) = verdicts.verdicts[1].findings[0].statement.citations
    assert page.locator("mark").inner_text() == citation.quote
    page.go_back()
    assert page.locator("#claim-2").is_visible()
    for kind in ("Markdown", "Word", "HTML"):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Downloaden als {kind}").click()
        assert Path(download.value.path()).stat().st_size > 500


def test_a_downloaded_report_opens_alone_and_asks_for_nothing(
    app_url: str, visitor: Visitor, kept: str, tmp_path: Path
) -> None:
    visit = visitor(accept_downloads=True)
    visit.page.goto(f"{app_url}/check/{kept}")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Downloaden als HTML").click()
    download.value.save_as(tmp_path / "verslag.html")
    before = len(visit.requests)
    visit.page.goto((tmp_path / "verslag.html").as_uri())
    assert visit.page.locator("article").count() == 5
    visit.page.locator(".checked-text a.contradicted").click()
    assert len(visit.requests) == before + 1, "the file itself and nothing else"


def test_a_long_check_is_followed_claim_by_claim_and_can_be_stopped(
    app_url: str, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(check_queue, "check_claims", slow)
    visit = visitor()
    page = visit.page
    page.goto(f"{app_url}/facts")
    page.get_by_label("Te controleren tekst").fill(
        "Een tekst die uit meer dan vijf stukken bestaat."
    )
    page.get_by_role("button", name="Check").click()
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    for number in range(3):
        slow.let.release()
        page.locator(".so-far li").nth(number).wait_for()
    assert "zinnen gezien" in page.locator("#said").inner_text()
    visit.focus_on("button")  # the Stop button keeps it while verdicts come in
    with page.expect_navigation():  # the program knows that it is to stop
        page.keyboard.press("Enter")
    slow.let.release(100)
    page.get_by_role("heading", name="Gestopt op uw verzoek").wait_for()
    page.get_by_role("link", name="Een andere tekst checken").click()
    page.get_by_label("Te controleren tekst").wait_for()


def test_without_scripts_a_text_is_checked_all_the_same(
    app_url: str, browser: Any, verdicts: Check
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{app_url}/facts")
    page.get_by_label("Te controleren tekst").fill(verdicts.text)
    page.get_by_role("button", name="Check").click()
    page.wait_for_url("**/check/*", timeout=240_000)
    assert page.locator("section.claim").count() == 5
    context.close()


SIGNED_IN = """document.querySelector('.sign-out')
  || document.querySelector('.site-header .language').insertAdjacentHTML('beforebegin',
       '<form class="sign-out"><button class="link">Afmelden</button></form>')"""
CUT = "(nav => nav.scrollWidth - nav.clientWidth)(document.querySelector('.site-header nav'))"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_nothing_sticks_out_on_any_screen(
    app_url: str, visitor: Visitor, kept: str, size: str, locale: str
) -> None:
    visit = visitor(locale=locale, viewport=SIZES[size])
    for path in ("/facts", f"/check/{kept}", "/documents"):
        visit.page.goto(app_url + path)
        wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path
    for width in (390, 768):  # who signed in has more in the bar
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.page.evaluate(SIGNED_IN)
        wide = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, width
        assert visit.page.evaluate(CUT) <= 0, "a way in the bar is cut"


def test_a_check_can_be_walked_through_by_keyboard(
    app_url: str, visitor: Visitor, kept: str
) -> None:
    visit = visitor()
    visit.page.goto(f"{app_url}/check/{kept}")
    visit.page.locator("#in-text-1").focus()
    visit.page.keyboard.press("Enter")
    visit.focus_on("claim-1")
    visit.page.keyboard.press("Tab")
    visit.focus_on("number")
    visit.page.keyboard.press("Tab")
    visit.focus_on("marker")


def colours(sheet: str, dark: bool) -> dict[str, str]:
    light, _, rest = (
        (STATIC / sheet).read_text("utf-8").partition("@media screen and (prefers-color-scheme")
    )
    part = rest if dark else light
    return dict(re.findall(r"(--pa-[\w-]+): (#[0-9a-f]{6});", part))


def contrast(first: str, second: str) -> float:
    """WCAG 2.2, contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("ruling", Ruling)
def test_every_verdict_can_be_read_in_light_and_dark(ruling: Ruling, dark: bool) -> None:
    base, own = colours("tokens.css", dark), colours("check.css", dark)
    strong, soft = own[f"--pa-{ruling.value}"], own[f"--pa-{ruling.value}-soft"]
    assert contrast(strong, soft) >= 4.5, "its word on its colour"
    assert contrast(base["--pa-text"], soft) >= 4.5, "the checked text on its colour"
    assert contrast(strong, base["--pa-surface"]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_is_not_confirmed_can_be_read_though_it_is_dimmed(dark: bool) -> None:
    base = colours("tokens.css", dark)
    for colour in ("--pa-muted", "--pa-warn"):
        for behind in ("--pa-page", "--pa-surface"):
            assert contrast(base[colour], base[behind]) >= 4.5
