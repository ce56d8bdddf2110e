"""What a run will do, before it does anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.ingestion.find import FoundFile
from assistant.library import StoredFile
from assistant.records.runs import Failure


@dataclass(slots=True)
class IngestPlan:
    """What a run will do. Files with the same bytes as before cost a stat, and a hash where touched."""

    new: list[FoundFile] = field(default_factory=list)
    changed: list[FoundFile] = field(default_factory=list)
    renamed: list[tuple[StoredFile, FoundFile]] = field(default_factory=list)
    # A file whose name is spelled anew (Case, é) and whose content changed with it; as it was before.
    respelled: dict[Path, StoredFile] = field(default_factory=dict)
    unchanged: list[FoundFile] = field(default_factory=list)
    described: list[FoundFile] = field(default_factory=list)  # only what is said of them changed
    reread: list[FoundFile] = field(default_factory=list)  # unchanged, and can be read better now
    gone: list[StoredFile] = field(default_factory=list)
    long_gone: list[StoredFile] = field(default_factory=list)  # marked so by an earlier run
    unreadable: list[Failure] = field(default_factory=list)  # still, or a folder that is not there
    broken: list[tuple[FoundFile, str]] = field(default_factory=list)  # containers that do not open
    touched: list[StoredFile] = field(default_factory=list)  # same bytes, other time: to be noted
    opened: list[StoredFile] = field(default_factory=list)  # containers, noted behind all else
    warnings: list[Failure] = field(default_factory=list)
    hashes: dict[Path, str] = field(default_factory=dict)

    @property
    def work(self) -> list[FoundFile]:
        """What must be read. E-mails and PDFs come behind their attachments: once one is in the
        ledger as it is now, nobody looks into it again.
        """
        return sorted([*self.new, *self.changed], key=lambda file: file.is_container)

    def is_noted_last(self, file: FoundFile) -> bool:
        """Whether a renamed file is noted behind what it holds: it is not looked into again then.

        One that changed, too, is: it is noted as to be read.
        """
        return file.is_container and file.path not in self.respelled

    def as_json(self) -> dict[str, Any]:
        """The plan in file names."""
        return {
            "new": [file.name for file in self.new],
            "changed": [file.name for file in self.changed],
            "renamed": [[before.name, file.name] for before, file in self.renamed],
            "described": [file.name for file in self.described],
            "reread": [file.name for file in self.reread],
            "unchanged": [file.name for file in self.unchanged],
            "gone": [file.name for file in self.gone],
            "unreadable": [
                {"file": f.file, "reason": f.reason}
                for f in [*self.unreadable, *(Failure(b.name, why) for b, why in self.broken)]
            ],
            "warnings": [{"file": w.file, "reason": w.reason} for w in self.warnings],
        }
