"""What every zip must satisfy before anything in it is unpacked: office files and containers."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence

from assistant.errors import UnreadableDocument

RATIO = 200  # unpacked to packed; text packs 5 to 20 times
RATIO_FREE = 20_000_000  # bytes; below this a high ratio harms nobody
BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack without a bound
_LOCAL_HEADER = 30  # bytes before the name in a zip's local header


def is_bomb(entries: Sequence[zipfile.ZipInfo], most: int) -> bool:
    """Whether a zip's listing shows more than ``most`` bytes, packing too tight, or an overlap.

    Overlapping entries let 10 MB unpack to 281 TB without any one entry standing out (Fifield,
    "A better zip bomb", WOOT 2019).
    """
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > most or (unpacked > RATIO_FREE and unpacked > RATIO * max(packed, 1)):
        return True
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return False


def is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is packed in a way that unpacks within bounds."""
    return entry.compress_type in _METHODS


def check_office(archive: zipfile.ZipFile, most: int) -> None:
    """Look at an office file before its own library opens it. Raises UnreadableDocument."""
    entries = archive.infolist()
    if is_bomb(entries, most) or not all(is_plain(entry) for entry in entries):
        raise UnreadableDocument(
            f"The file unpacks to more than {most // 10**6} MB, or in an unusual way, and is not "
            "opened. Save it again, or as PDF."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableDocument(
            "The file is locked with a password. Save a copy without the password and add that."
        )
