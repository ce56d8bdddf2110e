"""Turns PDFs with text into scans of them, clean or as a bad copier gives them; whether OCR is here."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter

from assistant.reading.ocr import Recogniser


def require_ocr() -> None:
    """Skips the test where Tesseract's data is missing; fails where it must be there."""
    if Recogniser().available():
        return
    if os.environ.get("ASSISTANT_REQUIRE_OCR"):
        pytest.fail("OCR is required here (ASSISTANT_REQUIRE_OCR) and not installed.")
    pytest.skip("Tesseract's Dutch and English data are not installed")


def picture(data: bytes, index: int, dpi: int) -> Image.Image:
    """One page of a PDF as a grey picture."""
    document = pdfium.PdfDocument(data)
    image: Image.Image = document[index].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    return image


def degraded(image: Image.Image, seed: int = 0) -> Image.Image:
    """A crooked, blurred, noisy copy, packed as a small JPEG."""
    noise = np.random.default_rng(seed)
    turned = image.rotate(0.6, fillcolor=255, resample=Image.Resampling.BICUBIC)
    grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    dirty = Image.fromarray(np.clip(grey + noise.normal(0, 10, grey.shape), 0, 255).astype("uint8"))
    packed = io.BytesIO()
    dirty.save(packed, "JPEG", quality=45)
    return Image.open(packed)


def scan_of(images: Sequence[Image.Image], dpi: int, rotate: int = 0) -> bytes:
    """A PDF of pictures; with ``rotate`` they lie turned in the file and /Rotate turns them back."""
    out = io.BytesIO()
    turned = [image.rotate(rotate, expand=True) for image in images]
    turned[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=turned[1:])
    if not rotate:
        return out.getvalue()
    document = pdfium.PdfDocument(out.getvalue())
    for page in document:
        page.set_rotation(rotate)
    again = io.BytesIO()
    document.save(again)
    document.close()
    return again.getvalue()


def scanned(data: bytes, dpi: int = 300, rotate: int = 0, bad: bool = False) -> bytes:
    """Every page of a PDF as a picture in a PDF without text."""
    document = pdfium.PdfDocument(data)
    count = len(document)
    document.close()
    images = [picture(data, index, dpi) for index in range(count)]
    return scan_of([degraded(i) for i in images] if bad else images, dpi, rotate)
