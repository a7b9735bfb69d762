"""Reads a PDF back with poppler, so that a test sees what a receiver sees."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from xml.etree import ElementTree

MM = 72 / 25.4


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def text_of_pdf(pdf: bytes, *options: str) -> str:
    run = ["pdftotext", *options, "-", "-"]
    return subprocess.run(run, input=pdf, capture_output=True, check=True).stdout.decode()


def body_of_pdf(pdf: bytes) -> str:
    """The text without the running lines at head and foot."""
    area = ["-x", "0", "-y", "50", "-W", "596", "-H", "735"]
    return text_of_pdf(pdf, "-raw", "-enc", "UTF-8", *area)


def words_of_pdf(pdf: bytes) -> list[list[Word]]:
    """The words of each page, in points from its top left corner."""
    tree = ElementTree.fromstring(_without_controls(text_of_pdf(pdf, "-bbox")))  # noqa: S314
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            Word(
                word.text or "",
                *(float(word.attrib[edge]) for edge in ("xMin", "yMin", "xMax", "yMax")),
            )
            for word in page.iter(f"{space}word")
        ]
        for page in tree.iter(f"{space}page")
    ]


def _without_controls(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def squeezed(text: str) -> str:
    """The text without any white space: where lines break says nothing."""
    return re.sub(r"\s", "", text)
