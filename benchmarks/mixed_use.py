"""Scripted people use the application in browsers for some minutes: what breaks, and whether memory grows.

    python benchmarks/mixed_use.py --library DIR/sample [--minutes 10] [--people 3] [--pause 0] [--json OUT.json]

It serves the library as `assistant serve` does, and needs Chromium and Playwright (the test dependencies). Each
person has a language and a width of their own, asks questions and follow-ups, opens citations, checks sentences,
saves answers and conversations in every format, and looks at the history and the documents.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, TimeoutError, sync_playwright
from serving import served, used_by

WIDTHS = (390, 820, 1400)  # pixels: a telephone, a tablet, a desk
LOCALES = ("nl-NL", "en-GB")
QUESTIONS = {
    "nl-NL": (
        "Hoeveel fieldlabs zijn er?",
        "Wat zijn de doelen van Smart Industry?",
        "Wie maakte de evaluatie?",
        "Hoe hoog is de investering in fieldlabs?",
        "Wat is de hoofdstad van Peru?",
    ),
    "en-GB": (
        "How many field labs are there?",
        "Until what year does the National Growth Fund run?",
        "Who evaluated the programme?",
        "What is a field lab?",
        "What is the capital of Peru?",
    ),
}
FOLLOW_UPS = {"nl-NL": ("En in 2018?", "Wie zegt dat?"), "en-GB": ("And in 2018?", "Who says so?")}
CLAIMS = {
    "nl-NL": "In 2019 waren er 45 fieldlabs. Het Groeifonds loopt tot 2025.",
    "en-GB": "There were 45 field labs in 2019. The Growth Fund runs until 2025.",
}
PATIENCE = 90_000  # milliseconds


@dataclass
class Seen:
    """What all people together did and met. Only one thread of each kind writes at a time."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)  # (seconds, MB)


class Person:
    """One browser with its language and width, and what its owner can do."""

    def __init__(
        self, page: Page, url: str, locale: str, seen: Seen, chance: random.Random
    ) -> None:
        self._page, self._url, self._locale = page, url, locale
        self._seen, self._chance = seen, chance
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda m: m.type == "error" and seen.console.append(m.text[:300]))
        page.on("pageerror", lambda error: seen.console.append(str(error)[:300]))
        page.on("response", lambda reply: self._note(reply.status, reply.url))

    def act(self) -> None:
        """One thing that people do, timed."""
        acts: tuple[Callable[[], None], ...] = (
            self.ask, self.ask, self.follow_up, self.cite, self.check, self.save, self.look,
        )  # fmt: skip
        act = self._chance.choice(acts)
        begun = time.monotonic()
        try:
            act()
        except Exception as error:
            told = f"{act.__name__} ({self._locale}, {self._page.viewport_size}): {error}"
            self._seen.failed.append(told[:400])
        taken = self._seen.seconds.setdefault(act.__name__, [])
        taken.append(time.monotonic() - begun)

    def ask(self) -> None:
        self._page.goto(self._url)
        self._ready()
        if self._chance.random() < 0.5 and self._page.locator("#new").is_visible():
            self._page.locator("#new").click()
            self._page.locator("#chat .question").first.wait_for(state="detached")
        self._question(self._chance.choice(QUESTIONS[self._locale]))

    def follow_up(self) -> None:
        self._in_conversation()
        self._question(self._chance.choice(FOLLOW_UPS[self._locale]))

    def cite(self) -> None:
        self._in_conversation()
        self._page.locator("#chat a.marker").last.click()
        self._page.frame_locator("#source-frame").locator("#paper, mark, .mark").first.wait_for()

    def check(self) -> None:
        self._page.goto(f"{self._url}/facts")
        self._page.fill("textarea[name=text]", CLAIMS[self._locale])
        self._page.locator("main form button[type=submit]").first.click()
        self._page.wait_for_url("**/check/**")
        self._fetched(
            f"{self._page.url}.{self._chance.choice(('pdf', 'docx', 'md', 'html', 'json'))}"
        )

    def save(self) -> None:
        self._in_conversation()
        address = self._page.locator("#saving a").get_attribute("href")
        answer = self._page.locator('#chat a.action[href^="/answer/"]').last.get_attribute("href")
        for kind in ("pdf", "docx", "md", "html"):
            self._fetched(f"{self._url}{address}/conversation.{kind}")
        self._fetched(f"{self._url}{str(answer).split('#')[0]}/answer.pdf")

    def look(self) -> None:
        for path in ("/history", "/documents"):
            self._page.goto(self._url + path)
            self._page.locator("h1").first.wait_for()
        self._page.locator('main a[href^="/documents/"]').first.click()
        self._page.locator("h1").first.wait_for()

    def _ready(self) -> None:
        self._page.locator("#question textarea").wait_for()
        self._page.locator("#welcome, #chat").first.wait_for()
        self._page.wait_for_timeout(300)

    def _in_conversation(self) -> None:
        """The question page with an answer that quotes something."""
        if self._page.url.split("#")[0].rstrip("/") != self._url:
            self._page.goto(self._url)
        self._ready()
        if not self._page.locator("#chat a.marker").count():
            self._question(QUESTIONS[self._locale][0])

    def _question(self, text: str) -> None:
        before = self._page.locator("#chat .question").count()
        box = self._page.locator("#question textarea")
        box.fill(text)
        asked = self._page.locator("#chat .question").nth(before)
        for _ in range(4):  # on a busy machine the page may not listen yet, and people press again
            box.press("Enter")
            try:
                asked.wait_for(timeout=PATIENCE / 4)
                break
            except TimeoutError:
                continue
        asked.wait_for()
        self._page.locator("#stop").wait_for(state="hidden")
        self._page.locator("#saving a").wait_for()

    def _fetched(self, address: str) -> None:
        size = self._page.evaluate(
            "url => fetch(url).then(r => r.ok ? r.arrayBuffer() : null).then(b => b ? b.byteLength : 0)",
            address,
        )
        if not size:
            raise RuntimeError(f"nothing came of {address}")

    def _note(self, status: int, url: str) -> None:
        self._seen.statuses[status] += 1
        if status >= 400:
            self._seen.wrong.append(f"{status} {url}")


def people_at_work(url: str, number: int, until: float, pause: float, seen: Seen) -> None:
    """One person after the other in one browser, in turn with their widths and languages."""
    chance = random.Random(number)  # the same people every time
    with sync_playwright() as playwright:
        options = ["--disable-gpu", "--disable-background-networking"]
        options += ["--no-sandbox"] if os.geteuid() == 0 else []
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=options)
        turn = number
        while time.monotonic() < until:
            locale, width = LOCALES[turn % 2], WIDTHS[turn % 3]
            context = browser.new_context(
                locale=locale, viewport={"width": width, "height": 800}, has_touch=width < 800
            )
            person = Person(context.new_page(), url, locale, seen, chance)
            for _ in range(8):
                if time.monotonic() < until:
                    person.act()
                    time.sleep(chance.expovariate(1 / pause) if pause else 0)
            context.close()
            turn += 1
        browser.close()


def report(seen: Seen, minutes: float, people: int) -> dict[str, Any]:
    """All figures; memory is compared with that after a quarter, when every part has been used."""
    later = [mb for at, mb in seen.memory if at > minutes * 15] or [0.0]
    acts = {
        name: {
            "times": len(taken),
            "median_s": round(median(taken), 1),
            "most_s": round(max(taken), 1),
        }
        for name, taken in sorted(seen.seconds.items())
    }
    return {
        "minutes": minutes,
        "people": people,
        "acts": acts,
        "requests": sum(seen.statuses.values()),
        "statuses": {str(status): count for status, count in sorted(seen.statuses.items())},
        "5xx": sum(count for status, count in seen.statuses.items() if status >= 500),
        "wrong": seen.wrong[:50],
        "failed": seen.failed,
        "console": seen.console[:50],
        "memory_by_minute_mb": [round(mb) for _, mb in seen.memory[::30]],
        "memory_mb": {"first": round(seen.memory[0][1]), "after_a_quarter": round(later[0]),
                      "last": round(later[-1]), "most": round(max(later))},
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=3, help="browsers at once")
    parser.add_argument(
        "--pause", type=float, default=0, help="seconds that people read, on average"
    )
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    process, url = served(given.library)
    seen, begun = Seen(), time.monotonic()
    until = begun + given.minutes * 60
    try:
        seen.memory.append((0.0, used_by(process.pid)))
        threads = [
            threading.Thread(target=people_at_work, args=(url, number, until, given.pause, seen))
            for number in range(given.people)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            time.sleep(2)
            seen.memory.append((time.monotonic() - begun, used_by(process.pid)))
    finally:
        process.terminate()
        process.wait()
    made = report(seen, given.minutes, given.people)
    print("| what | times | median s | most s |\n|---|---|---|---|")
    for name, figures in made["acts"].items():
        print(f"| {name} | {figures['times']} | {figures['median_s']} | {figures['most_s']} |")
    memory = made["memory_mb"]
    print(f"\n{made['requests']} requests {made['statuses']}, {made['5xx']} of them 5xx")
    print(
        f"{len(seen.failed)} acts failed, {len(seen.console)} errors in consoles; memory {memory} MB"
    )
    for told in (*seen.failed, *seen.console[:20], *seen.wrong[:20]):
        print(f"- {told}")
    if given.json:
        given.json.write_text(json.dumps(made, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
