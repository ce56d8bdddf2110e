"""PDFium's functions that are called for each object of a page, with handles as plain numbers.

A handle as a number costs half as much as one as a pointer, and can be compared and looked up.
"""

from __future__ import annotations

import ctypes
from ctypes import c_float, c_int, c_uint, c_ushort, c_void_p
from typing import Any

import pypdfium2.raw as pdfium_c

from assistant.reading.matrices import Matrix


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


TEXT, PATH, IMAGE, SHADING, FORM = (
    pdfium_c.FPDF_PAGEOBJ_TEXT,
    pdfium_c.FPDF_PAGEOBJ_PATH,
    pdfium_c.FPDF_PAGEOBJ_IMAGE,
    pdfium_c.FPDF_PAGEOBJ_SHADING,
    pdfium_c.FPDF_PAGEOBJ_FORM,
)
text_object = _plain(pdfium_c.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
count_objects = _plain(pdfium_c.FPDFPage_CountObjects, c_int, c_void_p)
page_object = _plain(pdfium_c.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
count_form_objects = _plain(pdfium_c.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object = _plain(pdfium_c.FPDFFormObj_GetObject, c_void_p, c_void_p, c_uint)
object_type = _plain(pdfium_c.FPDFPageObj_GetType, c_int, c_void_p)
has_transparency = _plain(pdfium_c.FPDFPageObj_HasTransparency, c_int, c_void_p)
get_render_mode = _plain(pdfium_c.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
set_render_mode = _plain(pdfium_c.FPDFTextObj_SetTextRenderMode, c_int, c_void_p, c_int)
count_segments = _plain(pdfium_c.FPDFPath_CountSegments, c_int, c_void_p)
path_segment = _plain(pdfium_c.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
_segment_point = _plain(pdfium_c.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
_draw_mode = _plain(pdfium_c.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
_bounds = _plain(pdfium_c.FPDFPageObj_GetBounds, c_int, *[c_void_p] * 5)
_fill = _plain(pdfium_c.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5)
_stroke = _plain(pdfium_c.FPDFPageObj_GetStrokeColor, c_int, *[c_void_p] * 5)
_count_marks = _plain(pdfium_c.FPDFPageObj_CountMarks, c_int, c_void_p)
_mark = _plain(pdfium_c.FPDFPageObj_GetMark, c_void_p, c_void_p, c_uint)
_mark_name = _plain(pdfium_c.FPDFPageObjMark_GetName, c_int, c_void_p, c_void_p, c_uint, c_void_p)
_mark_text = _plain(
    pdfium_c.FPDFPageObjMark_GetParamStringValue,
    c_int,
    *(c_void_p, ctypes.c_char_p),
    c_void_p,
    c_uint,
    c_void_p,
)
_mark_has = _plain(pdfium_c.FPDFPageObjMark_GetParamValueType, c_int, c_void_p, ctypes.c_char_p)
_clip_path = _plain(pdfium_c.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_count_clips = _plain(pdfium_c.FPDFClipPath_CountPaths, c_int, c_void_p)
_count_clip_segments = _plain(pdfium_c.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_clip_segment = _plain(pdfium_c.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
_matrix = _plain(pdfium_c.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)

Colour = tuple[int, int, int, int]  # red, green, blue, alpha: 0 to 255

# Written by PDFium and read at once: PDFium is used by one thread only.
_numbers = (c_uint * 4)()
_edges = (c_float * 4)()
_where = [ctypes.addressof(_numbers) + 4 * n for n in range(4)]
_which = [ctypes.addressof(_edges) + 4 * n for n in range(4)]
_modes = (c_int * 2)()
_name = (c_ushort * 4)()
_long_name = (c_ushort * 200)()
_LAYER = (ord("O"), ord("C"), 0)
_MOST_CLIPS, _MOST_SEGMENTS = 4, 8
_sides = [ctypes.addressof(_modes), ctypes.addressof(_modes) + 4]


def fill_colour(handle: int) -> Colour | None:
    """None for a pattern."""
    if not _fill(handle, *_where):
        return None
    red, green, blue, alpha = _numbers
    return red, green, blue, alpha


def stroke_colour(handle: int) -> Colour | None:
    """None for a pattern."""
    if not _stroke(handle, *_where):
        return None
    red, green, blue, alpha = _numbers
    return red, green, blue, alpha


def bounds(handle: int) -> tuple[float, float, float, float] | None:
    """(left, bottom, right, top) in the space of the page or form that holds the object."""
    if not _bounds(handle, *_which):
        return None
    left, bottom, right, top = _edges
    return left, bottom, right, top


def draw_mode(handle: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    if not _draw_mode(handle, *_sides):
        return False, False
    return _modes[0] != 0, _modes[1] != 0


def segment_point(handle: int) -> tuple[float, float] | None:
    if not _segment_point(handle, *_which[:2]):
        return None
    return _edges[0], _edges[1]


def matrix(handle: int) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not _matrix(handle, ctypes.addressof(found)):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return found.a, found.b, found.c, found.d, found.e, found.f


def layer_names(handle: int) -> list[str]:
    """The names of the layers that an object belongs to, "" of one without a name."""
    names: list[str] = []
    for number in range(_count_marks(handle)):
        mark = _mark(handle, number)
        named = mark and _mark_name(mark, ctypes.addressof(_name), 8, _where[0])
        if named and _numbers[0] == 6 and tuple(_name[:3]) == _LAYER:
            names.append(_layer_name(mark))
    return names


def _layer_name(mark: int) -> str:
    """As far as PDFium tells it: of a name in UTF-16 each byte comes as a character.

    "" of a choice between layers, and of one that says itself when it is shown, whatever they are called."""
    if any(_mark_has(mark, entry) for entry in (b"OCGs", b"VE", b"Usage")):
        return ""
    size = ctypes.sizeof(_long_name)
    if not _mark_text(mark, b"Name", ctypes.addressof(_long_name), size, _where[0]):
        return ""
    return (
        bytes(_long_name)[: min(_numbers[0], size)].decode("utf-16-le", "replace").replace("\0", "")
    )


def clips(handle: int) -> list[tuple[float, float, float, float]]:
    """The boxes of the simple shapes that an object is cut to."""
    path = _clip_path(handle)
    found: list[tuple[float, float, float, float]] = []
    for number in range(min(_count_clips(path), _MOST_CLIPS) if path else 0):
        count = _count_clip_segments(path, number)
        if not 2 <= count <= _MOST_SEGMENTS:
            continue
        points = [segment_point(_clip_segment(path, number, n)) for n in range(count)]
        across, up = [p[0] for p in points if p], [p[1] for p in points if p]
        if across:
            found.append((min(across), min(up), max(across), max(up)))
    return found
