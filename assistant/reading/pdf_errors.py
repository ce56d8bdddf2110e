"""What pypdf raises on damaged files."""

from __future__ import annotations

import pypdf

PYPDF_ERRORS = (
    pypdf.errors.PyPdfError,
    pypdf.errors.DependencyError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    OSError,
    NotImplementedError,
    AssertionError,
    OverflowError,
)
