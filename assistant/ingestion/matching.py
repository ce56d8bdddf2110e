"""Which document a new file belongs to: its path's, one that a person names, or one that is alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rapidfuzz import fuzz

from assistant.ingestion.find import FoundFile
from assistant.ingestion.read import ReadFile
from assistant.ingestion.retiring import is_given
from assistant.ingestion.run_context import RunContext
from assistant.library import Library, StoredFile
from assistant.library.comparison import sentence_texts, shared
from assistant.library.namesakes import differ_by_names
from assistant.library.version_marks import bare_title
from assistant.library.version_matching import (
    Described,
    Relation,
    described,
    is_newer,
    relation,
)
from assistant.records import Metadata, Passage, Version

CANDIDATES = 8  # documents of the same name whose text is compared


@dataclass(frozen=True, slots=True)
class Match:
    """The document that a version belongs to; None where it is a new one.

    ``past`` says that the document's newest version is newer than it, ``note`` what a person should
    know or decide.
    """

    document: str | None = None
    previous: Version | None = None
    past: bool = False
    note: str = ""


def match_document(
    run: RunContext, read: ReadFile, metadata: Metadata, passages: Sequence[Passage]
) -> Match:
    """The document that a file which was read is a version of."""
    library, file, before = run.library, read.file, run.before(read.file)
    new = Described(
        metadata.title,
        metadata.publisher,
        metadata.published,
        metadata.kind,
        file.name,
        str(file.path.parent),
    )
    if read.status == "changed" and before and not _given_elsewhere(library, before):
        match = _match_by_path(library, new, before)
        if match.document:
            return match
    if run.replaces:
        return Match(run.replaces, library.documents.newest_version(run.replaces))
    return _match_by_text(run, new, sentence_texts(passages), file)


def _given_elsewhere(library: Library, before: StoredFile) -> bool:
    """Whether another file still gives the version that this one gave before."""
    return before.version is not None and any(
        other.status == "present" and other.path != before.path
        for other in library.files.of(before.version)
    )


def _match_by_path(library: Library, new: Described, before: StoredFile) -> Match:
    """The document that a path gave a version of before.

    A draft that is edited after the final report came, under its own name, stays behind it.
    """
    document = library.documents.of_path(before.path)
    if document is None:
        return Match()
    head = library.documents.newest_version(document)
    behind = head.id != before.version and is_given(library, head)
    past = behind and not is_newer(new, described(head))
    return Match(document, head, past)


def _match_by_text(
    run: RunContext, new: Described, sentences: Sequence[str], file: FoundFile
) -> Match:
    """The document that a file is clearly another version of; a note where it may be one.

    It joins none that others see than are to see it: that is for a person to say."""
    library, path, limit = run.library, str(file.path), _limit(run, file)
    alike = [
        (share, kind if limit in (None, version.document.groups) else "unsure", version)
        for version in _candidates(library, new)
        for share, kind in [_compare(library, new, sentences, version)]
        if kind in ("version", "unsure")
    ]
    for wanted in ("version", "unsure"):
        best = max(
            (a for a in alike if a[1] == wanted), key=lambda a: (a[0], a[2].id), default=None
        )
        if best is None:
            continue
        share, _, version = best
        if wanted == "unsure":
            called, name = _known_as(library, new, version)
            note = (
                f"It is kept as a document of its own beside {called} ({share:.0%} of the sentences "
                "are the same). If it is a newer version of that: "
                f'assistant ingest "{path}" --replaces "{name}"'
            )
            return Match(note=note)
        past = not is_newer(new, described(version))
        order = "an earlier" if past else "a newer"
        called, _ = _known_as(library, new, version)
        own = path if version.file == new.file else new.file
        note = (
            f'It was taken as {order} version of {called}. If it is not: assistant separate "{own}"'
        )
        return Match(version.document.id, version, past, note)
    return Match()


def _limit(run: RunContext, file: FoundFile) -> str | None:
    """The groups that a file is limited to; None where it takes on the limit of what it is a version of.

    That is what a silent file does which somebody put in a folder. Whoever uploads one may not see what is there.
    """
    uploaded = file.path.is_relative_to(run.library.inbox)
    described = run.row(file, "", None, "").described
    return described.get("groups", "" if uploaded else None)


def _compare(
    library: Library, new: Described, sentences: Sequence[str], version: Version
) -> tuple[float, Relation]:
    """(share of sentences that are the same, what a file is to a version that is known)."""
    before = library.passages.sentences(version.id)
    share, old = shared(before, sentences), described(version, _folder(library, new, version))
    kind = relation(new, old, share)
    if kind == "version":
        kind = relation(new, old, share, other_names=differ_by_names(before, sentences))
    return share, kind


def _folder(library: Library, new: Described, version: Version) -> str:
    """The folder that a version's file is in: the new one's own, where there is one in it."""
    files = sorted(library.files.of(version.id), key=lambda file: file.status != "present")
    folders = [str(PurePath(file.path).parent) for file in files]
    return new.folder if new.folder in folders else next(iter(folders), "")


def _known_as(library: Library, new: Described, version: Version) -> tuple[str, str]:
    """What to call a known version before a person, and in a command: not two files the same."""
    paths = [PurePath(file.path) for file in library.files.of(version.id)]
    if version.file != new.file or not paths:
        return version.file, version.file
    return f"{paths[0].parent.name}/{paths[0].name}", str(paths[0])


def _candidates(library: Library, new: Described) -> list[Version]:
    bare = bare_title(new.title)
    if not bare:
        return []
    found = [
        version
        for version in library.versions.with_bare_title(bare, new.title)
        # Asked as if the texts were the same: what is out of the question then need not be read.
        if relation(new, described(version, _folder(library, new, version)), 1.0)
        in ("version", "unsure")
    ]
    found.sort(key=lambda v: (-fuzz.ratio(new.title + new.file, v.document.title + v.file), v.id))
    return found[:CANDIDATES]
