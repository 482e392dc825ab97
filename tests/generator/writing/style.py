"""How a report is written down, apart from what it says."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Style:
    """Each field is one peculiarity of real files; the defaults are a tidy file."""

    wrap: int = 0
    page_lines: int = 0
    split_labels: bool = False
    columns: Literal["markdown", "tabs", "pipes", "lines"] = "markdown"
    charset: str = "utf-8"
    declared: str = "utf-8"
    split_numbers: bool = False
    furniture: bool = False
    breaks: bool = False
    blank: str = ""
    upright: bool = False
    shifted: bool = False
    font: Literal["hei", "ming", "named"] = "hei"
    page_rows: int = 0
    repeat_heads: bool = False
    ruled: bool = True


TIDY = Style()
