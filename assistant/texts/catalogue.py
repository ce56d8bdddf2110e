"""The texts in one language, read from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.language.languages import LANGUAGES
from assistant.language.months import MONTHS
from assistant.records import Language

SUBJECTS = ("answers", "checks", "model", "pages", "why")  # a file each


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Every text in one language. A text that lacks a language is an error when it is loaded."""
    texts: dict[str, str] = {}
    for subject in SUBJECTS:
        source = files("assistant.texts").joinpath(f"{subject}.toml").read_text(encoding="utf-8")
        found = {key: entry[language] for key, entry in tomllib.loads(source).items()}
        if twice := texts.keys() & found.keys():
            raise KeyError(f"{subject}.toml tells what another file tells: {sorted(twice)}")
        texts.update(found)
    return texts


class Texts:
    """The texts in one language.

    >>> Texts("nl")("page_labelled", label="19", number=21)
    'p. 19 (PDF-pagina 21)'
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = catalogue(language)

    def __call__(self, key: str, /, **values: object) -> str:
        text = self._texts[key]
        return text.format(**values) if values else text

    def kind(self, kind: str) -> str:
        """The kind of a document in this language; a kind that we have no word for stays as it is.

        >>> Texts("nl").kind("press release"), Texts("nl").kind("begroting")
        ('nieuwsbericht', 'begroting')
        """
        return self._texts.get(f"kind_{kind.replace(' ', '_')}", kind)

    def date(self, published: str) -> str:
        """An ISO date, year-month or year as people write it. Anything else stays as it is.

        >>> Texts("nl").date("2021-02-15"), Texts("en").date("2021-02"), Texts("en").date("")
        ('15 februari 2021', 'February 2021', 'undated')
        """
        if not published:
            return self("undated")
        # A time may follow the date (when a file was added); people don't need it.
        parts = published[:10].split("-")
        if not all(part.isdigit() for part in parts) or len(parts) > 3:
            return published
        if len(parts) == 1 or not 1 <= int(parts[1]) <= 12:
            return published
        month = MONTHS[self.language][int(parts[1]) - 1]
        day = f"{int(parts[2])} " if len(parts) == 3 else ""
        return f"{day}{month} {parts[0]}"


def preferred_language(accept_language: str | None, chosen: str | None = None) -> Language:
    """The interface language: what a person chose, else the first of ours that the browser lists.

    English where neither is listed, which is also what Gradio falls back to.

    >>> preferred_language("de-DE,nl;q=0.5,en;q=0.4"), preferred_language("nl-NL", chosen="en")
    ('nl', 'en')
    """
    for language in LANGUAGES:
        if chosen == language:
            return language
    ranked: list[tuple[float, Language]] = []
    for entry in (accept_language or "").split(","):
        tag, _, parameters = entry.strip().partition(";")
        weight = _weight(parameters)
        for language in LANGUAGES:
            if tag.lower().split("-")[0] == language and weight > 0:
                ranked.append((-weight, language))
    # min() takes the first of equals: the browser's own order decides between equal weights.
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else "en"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
