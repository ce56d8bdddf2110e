"""PDFs whose fonts say another letter than they show."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdf
from pypdf.generic import NameObject, StreamObject

LETTERS = (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x100))


def with_map(
    data: bytes, meaning: Callable[[int], int], letters_of: Sequence[int] = LETTERS
) -> bytes:
    """The PDF, looking as before, with fonts that say another meaning for every letter."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    pairs = [f"<{code:02x}> <{meaning(code):04x}>" for code in letters_of]
    cmap = StreamObject()
    cmap.set_data(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
            "/CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(pairs[:100])} beginbfchar\n" + "\n".join(pairs[:100]) + "\nendbfchar\n"
            f"{len(pairs[100:])} beginbfchar\n" + "\n".join(pairs[100:]) + "\nendbfchar\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode()
    )
    reference = writer._add_object(cmap)
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font.get_object()[NameObject("/ToUnicode")] = reference
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def shifted(code: int) -> int:
    """The next letter but four: text that looks like words to anything that cannot read."""
    return code if code > 0x7A else (code & 0x60) + ((code & 0x1F) + 3) % 26 + 1
