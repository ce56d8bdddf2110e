"""Make the libraries that the benchmarks ask: one a question set, in DIR.

    python benchmarks/make_libraries.py --data ../shared/data --libraries DIR [--sets audit,faq]

A passage set becomes one small Markdown document a passage, its report's title as title.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.settings import Settings

PASSAGES = {"audit": "audit_questions_nl", "faq": "government_faq_nl"}
FOLDERS = {
    "parliament": ["parliament_pages_nl/pdfs"],
    "reports": ["report_pages_en/pdfs"],
    "cross": [
        f"pdfs/{name}" for name in ("en_reports", "nl_reports", "nl_letters", "nl_agreement")
    ],
    "programme": ["pdfs/nl_programme"],
}
SAMPLE = Path(__file__).parents[1] / "corpus"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--sets", default="audit,faq,parliament,reports,cross,sample")
    options = parser.parse_args()
    for name in options.sets.split(","):
        if name in PASSAGES:
            sources = [options.libraries / "sources" / name]
            write_passages(options.data / PASSAGES[name] / "passages.jsonl", sources[0])
        elif name == "sample":
            sources = [SAMPLE]
        else:
            sources = [options.data / folder for folder in FOLDERS[name]]
        with Library.open(options.libraries / name, Settings()) as library:
            report = ingest(library, sources)
        print(f"{name}: {len(report.added)} added, {report.passages} passages, {report.seconds} s")


def write_passages(passages: Path, folder: Path) -> None:
    """One Markdown file a passage."""
    folder.mkdir(parents=True, exist_ok=True)
    for line in passages.open(encoding="utf-8"):
        passage = json.loads(line)
        head = ""
        if passage.get("title"):
            head = f"---\ntitle: {passage['title']}\ndate: {passage.get('date', '')}\n---\n"
        name = passage["id"].replace("#", "_").replace("/", "_")
        (folder / f"{name}.md").write_text(head + passage["text"], encoding="utf-8")


if __name__ == "__main__":
    main()
