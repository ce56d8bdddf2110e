"""Make the README's screenshot: an answer with its marked page, from a running chat.

assistant serve --port 7860 &
python benchmarks/screenshot.py http://127.0.0.1:7860 benchmarks/screenshot.png
"""

from __future__ import annotations

import argparse
import shutil

from playwright.sync_api import sync_playwright

QUESTION = "Hoeveel is er in de fieldlabs geïnvesteerd?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("picture")
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--language", default="nl-NL")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--phone", action="store_true")
    options = parser.parse_args()
    size = {"width": 390, "height": 844} if options.phone else {"width": 1360, "height": 850}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-sync",
            ],
        )
        page = browser.new_context(
            viewport=size,
            locale=options.language,
            color_scheme="dark" if options.dark else "light",
        ).new_page()
        page.goto(options.address)
        box = page.get_by_role("textbox").first
        box.fill(options.question)
        box.press("Enter")
        marker = page.locator('a[href^="#cite-"]').first
        marker.wait_for(timeout=30_000)
        page.wait_for_timeout(1_500)
        if marker.is_visible():
            marker.click()
        page.wait_for_timeout(3_000)
        page.screenshot(path=options.picture)
        browser.close()


if __name__ == "__main__":
    main()
