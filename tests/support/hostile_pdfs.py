"""PDFs crafted to break a reader: too much, too deep, in circles, or other than they say."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pypdf
from pdf_writer import simple_pdf

WORDS = "Het programma heeft ruim 680 bedrijven bereikt."
GOOD = simple_pdf([[WORDS]])
_FONT = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
_TEXT = b"BT /F1 11 Tf 72 700 Td (" + WORDS.encode() + b") Tj ET"


def raw_pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Numbered objects from 1 (the catalogue) with a cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(offsets) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def one_page(
    content: bytes = stream(_TEXT),
    page: bytes = b"",
    catalogue: bytes = b"",
    more: list[bytes] | None = None,
    box: bytes = b"[0 0 595 842]",
    resources: bytes = _FONT,
) -> bytes:
    """A page (object 3) with a content stream (object 4); ``more`` are the objects from 5 on."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R %s %s >>"
            % (box, resources, page),
            content,
            *(more or []),
        ]
    )


def packed(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])


def flate_bomb() -> bytes:
    """1 GB of text operators in 4 MB."""
    return one_page(
        stream(packed(b"BT /F1 9 Tf (x) Tj ET\n" * 50_000, 1_000), b"/Filter /FlateDecode")
    )


def double_flate_bomb() -> bytes:
    """The same in 4 KB, packed twice."""
    twice = zlib.compress(packed(b"BT /F1 9 Tf (x) Tj ET\n" * 50_000, 1_000), 9)
    return one_page(stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))


def text_operator_bomb() -> bytes:
    """Two million characters, one at a time."""
    return one_page(
        stream(packed(b"BT /F1 9 Tf (x) Tj ET\n" * 20_000, 100), b"/Filter /FlateDecode")
    )


def deep_page_tree() -> bytes:
    depth = 100_000
    kids = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n - 1, n + 1)
        for n in range(3, depth)
    ]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (depth - 1)
    first = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", first, *kids, page])


def cyclic_page_tree() -> bytes:
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ]
    )


def laughing_page_tree() -> bytes:
    """Nine levels of ten: a thousand million pages in 2 KB."""
    levels = [
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join([b"%d 0 R" % (n + 1)] * 10), 10 ** (11 - n))
        for n in range(2, 11)
    ]
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            *levels,
            b"<< /Type /Page /MediaBox [0 0 595 842] >>",
        ]
    )


def million_pages() -> bytes:
    """One page a million times."""
    kids = b"3 0 R " * 1_000_000
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def page_count_that_lies() -> bytes:
    return GOOD.replace(b"/Count 1 ", b"/Count 2000000000 ")


def forms_that_call_each_other() -> bytes:
    """10 levels of 10 calls: 10^9 drawings in 3 KB."""
    calls = b"/X Do " * 10
    forms = [
        stream(
            calls,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1),
        )
        for number in range(5, 14)
    ]
    last = stream(b"0 0 9 9 re", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    own = b"/Resources << /XObject << /X 5 0 R >> >>"
    return one_page(stream(b"/X Do"), more=[*forms, last], resources=own)


def form_that_calls_itself() -> bytes:
    own = b"/Resources << /XObject << /X 5 0 R >> >>"
    form = stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + own)
    return one_page(stream(b"/X Do"), more=[form], resources=own)


def tounicode_bomb() -> bytes:
    """A font's map of 200,000 ranges, each of all 65,536 codes."""
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    ranges = b"100 beginbfrange\n" + b"<0000> <ffff> <0000>\n" * 100 + b"endbfrange\n"
    font = b"/Resources << /Font << /F1 5 0 R >> >>"
    more = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        stream(packed(head + ranges * 20, 100), b"/Filter /FlateDecode"),
    ]
    return one_page(more=more, resources=font)


def surrogates_in_a_font() -> bytes:
    """Letters that mean half a character."""
    cmap = b"begincmap 1 beginbfrange <20> <7a> <d800> endbfrange endcmap"
    font = b"/Resources << /Font << /F1 5 0 R >> >>"
    named = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return one_page(more=[named, stream(cmap)], resources=font)


def outline_in_a_circle() -> bytes:
    outline = b"<< /First 6 0 R /Last 6 0 R /Count 1 >>"
    entry = (
        b"<< /Title (x) /Parent 5 0 R /Next 6 0 R /Prev 6 0 R /First 5 0 R /Dest [3 0 R /Fit] >>"
    )
    return one_page(catalogue=b"/Outlines 5 0 R", more=[outline, entry])


def page_labels_in_a_circle() -> bytes:
    return one_page(catalogue=b"/PageLabels 5 0 R", more=[b"<< /Kids [5 0 R 5 0 R] >>"])


def structure_tree_in_a_circle() -> bytes:
    root = b"<< /Type /StructTreeRoot /K 6 0 R /ParentTree 7 0 R >>"
    element = b"<< /Type /StructElem /S /P /P 5 0 R /Pg 3 0 R /K [6 0 R 0] >>"
    tree = b"<< /Kids [7 0 R] /Nums [0 [6 0 R]] >>"
    return one_page(
        catalogue=b"/StructTreeRoot 5 0 R /MarkInfo << /Marked true >>",
        page=b"/StructParents 0",
        more=[root, element, tree],
    )


def resources_in_a_circle() -> bytes:
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources 5 0 R >>",
            stream(_TEXT),
            b"5 0 R",
        ]
    )


def earlier_table_in_a_circle() -> bytes:
    whole = one_page()
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def five_thousand_filters() -> bytes:
    return one_page(stream(_TEXT, b"/Filter [%s]" % (b"/ASCIIHexDecode " * 5_000)))


def contents_five_thousand_times() -> bytes:
    content = stream(packed(_TEXT + b"\n", 2_000), b"/Filter /FlateDecode")
    return one_page(content).replace(b"/Contents 4 0 R", b"/Contents [%s]" % (b"4 0 R " * 5_000))


def nested_arrays() -> bytes:
    deep = b"[" * 1_000_000 + b"]" * 1_000_000
    return one_page(more=[deep], catalogue=b"/X 5 0 R")


def cross_reference_that_lies() -> bytes:
    body = b"%PDF-1.7\n"
    held = stream(
        b"x", b"/Type /XRef /Size 2147483647 /W [1 4 2] /Root 1 0 R /Index [0 2147483646]"
    )
    return body + b"1 0 obj\n%s\nendobj\nstartxref\n9\n%%%%EOF\n" % held


def white_space() -> bytes:
    return b"%PDF-1.7\n" + b" " * 20_000_000


def fake_objects() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << /Length 5 0 R >> stream\n" * 300_000


def length_that_lies() -> bytes:
    return one_page().replace(b"/Length %d" % len(_TEXT), b"/Length 9223372036854775807")


def huge_box() -> bytes:
    return one_page(box=b"[0 0 2000000 2000000]")


def box_of_nothing() -> bytes:
    return one_page(box=b"[100 100 100 100]")


def box_of_no_numbers() -> bytes:
    return one_page(box=b"[-1e38 /a (b) 1e38]")


def letters_of_a_kilometre() -> bytes:
    return one_page(stream(b"BT /F1 1e30 Tf 1e20 0 0 -1e20 1e9 1e9 Tm (%s) Tj ET" % WORDS.encode()))


def long_token() -> bytes:
    return one_page(stream(b"/" + b"a" * 10_000_000 + b" Do " + _TEXT))


def image_of_sixty_thousand() -> bytes:
    """A picture of 3.6 thousand million pixels in half a megabyte, on a page without text."""
    entries = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 "
    image = stream(
        packed(bytes(1_000_000), 450), entries + b"/ColorSpace /DeviceGray /Filter /FlateDecode"
    )
    own = b"/Resources << /XObject << /X 5 0 R >> >>"
    return one_page(stream(b"595 0 0 842 0 0 cm /X Do"), more=[image], resources=own)


def broken_images() -> bytes:
    """Bytes that are no picture, for each of the filters that pictures have."""
    kinds = [b"/JPXDecode", b"/JBIG2Decode", b"/DCTDecode", b"/CCITTFaxDecode"]
    entries = b"/Type /XObject /Subtype /Image /Width 2000 /Height 2000 /BitsPerComponent 8 "
    images = [
        stream(bytes(range(256)) * 40, entries + b"/ColorSpace /DeviceGray /Filter " + kind)
        for kind in kinds
    ]
    named = b" ".join(b"/X%d %d 0 R" % (n, n + 5) for n in range(len(kinds)))
    drawn = b" ".join(b"q 595 0 0 200 0 %d cm /X%d Do Q" % (n * 200, n) for n in range(len(kinds)))
    own = b"/Resources << /XObject << %s >> >>" % named
    return one_page(stream(drawn), more=images, resources=own)


def scan_bomb() -> bytes:
    """3,000 pages that are one and the same picture."""
    pages = 3_000
    image = stream(
        zlib.compress(bytes(range(256)) * 400),
        b"/Type /XObject /Subtype /Image /Width 320 /Height 320 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceGray /Filter /FlateDecode",
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
        b"/Resources << /XObject << /X 4 0 R >> >> >>"
    )
    kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(pages))
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
            stream(b"595 0 0 842 0 0 cm /X Do"),
            image,
            *[page] * pages,
        ]
    )


def launches_a_program() -> bytes:
    action = (
        b"/OpenAction << /S /Launch /F (/bin/sh) /Next << /S /JavaScript /JS (while\\(1\\);) >> >>"
    )
    return one_page(catalogue=action)


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD))
    writer.encrypt(user, owner_password="eigenaar", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (50, 50), "red").save(out, "PNG")
    return out.getvalue()


PDFS: dict[str, Callable[[], bytes]] = {
    "flate bomb": flate_bomb,
    "double flate bomb": double_flate_bomb,
    "text operator bomb": text_operator_bomb,
    "page tree 100,000 deep": deep_page_tree,
    "cyclic page tree": cyclic_page_tree,
    "page tree of 10^9": laughing_page_tree,
    "a million pages": million_pages,
    "page count that lies": page_count_that_lies,
    "10^9 forms": forms_that_call_each_other,
    "form that calls itself": form_that_calls_itself,
    "ToUnicode bomb": tounicode_bomb,
    "surrogates in a font": surrogates_in_a_font,
    "outline in a circle": outline_in_a_circle,
    "page labels in a circle": page_labels_in_a_circle,
    "structure tree in a circle": structure_tree_in_a_circle,
    "resources in a circle": resources_in_a_circle,
    "earlier table in a circle": earlier_table_in_a_circle,
    "5,000 filters": five_thousand_filters,
    "contents 5,000 times": contents_five_thousand_times,
    "a million nested arrays": nested_arrays,
    "cross-reference that lies": cross_reference_that_lies,
    "20 MB of white space": white_space,
    "300,000 fake objects": fake_objects,
    "length that lies": length_that_lies,
    "page of 700 metres": huge_box,
    "page of nothing": box_of_nothing,
    "page without numbers": box_of_no_numbers,
    "letters of a kilometre": letters_of_a_kilometre,
    "name of 10 MB": long_token,
    "image of 60,000 by 60,000": image_of_sixty_thousand,
    "images that are none": broken_images,
    "scan bomb": scan_bomb,
    "launches a program": launches_a_program,
    "locked": lambda: encrypted("geheim"),
    "locked with an empty password": lambda: encrypted(""),
    "cut off in the middle": lambda: GOOD[: len(GOOD) // 2],
    "PNG named .pdf": _png,
    "JSON named .pdf": lambda: b'{"a": [1, 2, 3]}\n' * 50,
    "HTML named .pdf": lambda: (
        b"<!doctype html><html><body><p>%s</p></body></html>" % WORDS.encode()
    ),
}
# These must be read, whatever else is wrong with them: refusing everything is safe but useless.
READ = {
    "outline in a circle",
    "page labels in a circle",
    "structure tree in a circle",
    "earlier table in a circle",
    "page of 700 metres",
    "launches a program",
    "locked with an empty password",
    "HTML named .pdf",
}
