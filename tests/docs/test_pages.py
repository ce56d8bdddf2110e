"""The pages for people: their links lead somewhere, and what they name is there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
FOR_USERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FOR_DEVELOPERS = [
    ROOT / name
    for name in (
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "benchmarks/README.md",
        "benchmarks/claims/README.md",
    )
]
PAGES = [*FOR_USERS, *FOR_DEVELOPERS]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
LONGEST_README = 900  # words, as ``wc -w`` counts them
_CODE = re.compile(r"^```[\s\S]*?^```$|^(?: {4}.*\n)+", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(r"`((?:assistant|benchmarks|corpus|docs|tests)/[\w./-]*)`")
_SETTING = re.compile(r"\bASSISTANT_([A-Z_]*[A-Z])\b")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = [link for link in links_of(page) if not leads_somewhere(page, link)]
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    named = _PATH.findall(page.read_text("utf-8"))
    assert not [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", FOR_USERS, ids=NAMES[: len(FOR_USERS)])
def test_every_setting_that_a_page_names_is_one(page: Path) -> None:
    named = {name.lower() for name in _SETTING.findall(page.read_text("utf-8"))}
    assert named <= set(Settings.model_fields)


def test_the_readme_is_one_screen_and_a_bit() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").split()) <= LONGEST_README


def test_the_page_of_settings_is_that_of_the_settings() -> None:
    maker = settings_maker()
    assert maker.PAGE.read_text("utf-8") == maker.settings_page(), (
        "run: python docs/make_settings.py"
    )


def test_a_page_of_settings_that_is_out_of_date_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = settings_maker()
    monkeypatch.setattr(maker, "PAGE", tmp_path / "settings.md")
    assert maker.main(["--check"]) == 1
    assert maker.main([]) == 0
    assert maker.main(["--check"]) == 0


def test_the_architecture_names_every_folder_once() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"^\| `assistant/(\w+)/` \|", page, re.MULTILINE)
    folders = [path.parent.name for path in (ROOT / "assistant").glob("*/__init__.py")]
    assert sorted(named) == sorted(folders)


def links_of(page: Path) -> list[str]:
    """The targets of a page's links to other places in the project."""
    found: list[str] = _LINK.findall(_CODE.sub("", page.read_text("utf-8")))
    return [link for link in found if "://" not in link]


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in anchors_of(target)


def anchors_of(page: Path) -> set[str]:
    """The names that headings have as targets of links: lower case, with hyphens, without marks."""
    headings = _HEADING.findall(_CODE.sub("", page.read_text("utf-8")))
    plain = (re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def settings_maker() -> ModuleType:
    """``docs/make_settings.py`` as a module."""
    spec = importlib.util.spec_from_file_location("make_settings", ROOT / "docs/make_settings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
