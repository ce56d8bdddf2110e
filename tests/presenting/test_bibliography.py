"""References for other programs: each format can be read back, and says no more than is known."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.presenting.bibliography import as_apa, as_bibtex, as_csl, as_ris
from assistant.records import Document

MONITOR = Document(
    "d1", "Monitor: 50 % & meer {2021}", "TNO", "2021-02-15", "monitor", "nl", "Smart"
)
BARE = Document("d2", "Nota", "", "", "", "en")
documents = st.builds(
    Document,
    id=st.uuids().map(str),
    title=st.text(max_size=60),
    publisher=st.text(max_size=20),
    published=st.sampled_from(("", "2020", "2020-03", "2020-03-09", "later", "2020-13-40")),
    kind=st.text(max_size=12),
    language=st.sampled_from(("nl", "en")),
    programme=st.text(max_size=12),
)


def test_csl_names_what_is_known_and_nothing_else() -> None:
    full, bare = json.loads(as_csl([MONITOR, BARE]))
    assert full["title"] == MONITOR.title
    assert full["author"] == [{"literal": "TNO"}]
    assert full["issued"] == {"date-parts": [[2021, 2, 15]]}
    assert set(bare) == {"id", "type", "title", "language"}


def test_bibtex_escapes_what_it_would_read_as_marks_and_keys_are_its_own() -> None:
    text = as_bibtex([MONITOR, MONITOR, BARE])
    assert r"{Monitor: 50 \% \& meer \{2021\}}" in text
    assert re.findall(r"@techreport\{([^,]+),", text) == [
        "tno-2021-monitor-50",
        "tno-2021-monitor-50-2",
        "nota",
    ]
    assert "year" not in text.split("@techreport{nota")[1]


def test_ris_has_a_tag_a_line() -> None:
    lines = as_ris([MONITOR]).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert {"PY  - 2021", "DA  - 2021/02/15/", "AU  - TNO", "ER  - "} <= set(lines)
    assert not [
        line for line in as_ris([BARE]).split("\r\n") if line.startswith(("PY", "AU", "DA"))
    ]


@pytest.mark.parametrize(
    ("document", "dutch", "english"),
    [
        (
            MONITOR,
            "TNO. (2021, 15 februari). Monitor: 50 % & meer {2021} (p. 3).",
            "TNO. (2021, February 15). Monitor: 50 % & meer {2021} (p. 3).",
        ),
        (BARE, "Nota (p. 3). (z.d.).", "Nota (p. 3). (n.d.)."),
        (
            Document("d", "Plan.", "Gemeente A.", "2019-07", "", "nl"),
            "Gemeente A. (2019, juli). Plan (p. 3).",
            "Gemeente A. (2019, July). Plan (p. 3).",
        ),
    ],
)
def test_apa_in_both_languages(document: Document, dutch: str, english: str) -> None:
    assert as_apa(document, "nl", "p. 3") == dutch
    assert as_apa(document, "en", "p. 3") == english


@given(st.lists(documents, max_size=4))
def test_no_title_breaks_a_format(every: list[Document]) -> None:
    assert len(json.loads(as_csl(every))) == len(every)
    ris = as_ris(every).split("\r\n")
    assert sum(line.startswith("TY  - ") for line in ris) == len(every)
    assert all(re.match(r"[A-Z][A-Z\d]  - ", line) for line in ris if line)
    bibtex = as_bibtex(every)
    keys = re.findall(r"^@techreport\{([a-z\d-]+),$", bibtex, re.MULTILINE)
    assert len(set(keys)) == len(keys) == len(every)
    bare = re.sub(r"\\.", "", bibtex)
    assert bare.count("{") == bare.count("}")
