"""Matrices of PDF: how points of a form lie on its page (ISO 32000-1, 8.3.4)."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def within(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does ``inner`` first and ``outer`` then.

    >>> within((1, 0, 0, 1, 10, 0), (2, 0, 0, 2, 0, 5))
    (2, 0, 0, 2, 20, 5)
    """
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def placed(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f
