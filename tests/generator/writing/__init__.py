"""A report and a style -> the bytes of a file in one of the formats that are read."""

from collections.abc import Callable
from typing import Literal, get_args

from generator.model import Report
from generator.writing import docx, html, pdf, text
from generator.writing.style import Style

Format = Literal["txt", "html", "docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
WRITERS: dict[Format, Callable[[Report, Style], bytes]] = {
    "txt": text.write,
    "html": html.write,
    "docx": docx.write,
    "pdf": pdf.write,
}


def write(report: Report, form: Format, style: Style) -> bytes:
    return WRITERS[form](report, style)
