"""Whether a text file holds deletions that were not yet accepted, or struck text: LibreOffice prints those."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from assistant.reading.zip_safety import check_office

_PARTS = {
    "docx": re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml"),
    "odt": re.compile(r"content\.xml"),
}
_MARKS = re.compile(
    rb"<\w+:(?:del|moveFrom)[\s/>]|:changed-region[\s/>]"
    rb"|<\w+:d?strike\s*(?:/>|\w+:val=[\"'](?:1|true|on)[\"'])"
    rb"|:text-line-through-style=[\"'](?!none[\"'])"
)
_PIECE, _OVERLAP = 1 << 20, 100  # bytes


def has_tracked_changes(path: Path, kind: str, most: int) -> bool:
    """Whether a .docx or .odt does; ``most`` bounds its bytes when unpacked.

    Raises UnreadableDocument, BadZipFile or what else a damaged zip makes ``zipfile`` raise.
    """
    parts = _PARTS.get(kind)
    if parts is None:
        return False
    with zipfile.ZipFile(path) as archive:
        check_office(archive, most)
        for name in archive.namelist():
            if parts.fullmatch(name):
                with archive.open(name) as stream:
                    before = b""
                    while piece := stream.read(_PIECE):
                        if _MARKS.search(before + piece):
                            return True
                        before = piece[-_OVERLAP:]
    return False
