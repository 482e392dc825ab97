"""The peculiarities of real files, each switched on by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from generator.model import Report
from generator.peculiarities import cells, words
from generator.reports import EDITIONS, Edition
from generator.writing import FORMATS, Format
from generator.writing.style import TIDY, Style

Change = Callable[[Report, Random], Report]
TABLED: tuple[Edition, ...] = ("statistics-2014", "tables-2019", "tables-2021")
RECENT: tuple[Edition, ...] = ("tables-2019", "tables-2021")


def as_is(report: Report, rng: Random) -> Report:
    return report


@dataclass(frozen=True, slots=True)
class Peculiarity:
    """A change of what is said, or a style of writing it, or (`extra`) a paragraph of a certain wording."""

    id: str
    editions: tuple[Edition, ...] = EDITIONS
    formats: tuple[Format, ...] = FORMATS
    change: Change = as_is
    style: Style = TIDY
    extra: str = ""


WORDINGS = (
    "prose-only", "numbers-rough", "numbers-unitless", "numbers-in-words", "numbers-ten-thousands",
    "requests-in-other-units", "look-alikes", "requests-respectively", "requests-split-label", "requests-of-own",
    "requests-none",
    "fees-none", "courts-none", "from-to", "growth", "cumulative", "outcomes-in-lines", "outcomes-numbered",
    "contents-numbered", "followers-respectively",
)  # fmt: skip
RECENT_WORDINGS = (
    "carried-forward",
    "requests-two-criteria", "requests-new-and-carried", "outcomes-nested", "outcomes-split-label",
    "outcomes-shares", "courts-routes", "documents-in-prose",
)  # fmt: skip
NONE = Peculiarity("none")
PECULIARITIES: tuple[Peculiarity, ...] = (
    NONE,
    Peculiarity("cells-blank", TABLED, change=cells.blank),
    Peculiarity("cells-nbsp", TABLED, ("html",), cells.blank, Style(blank="&nbsp;")),
    Peculiarity("cells-office-markup", TABLED, ("html",), cells.blank, Style(blank="<o:p> </o:p>")),
    Peculiarity("cells-dash", TABLED, change=cells.dash),
    Peculiarity("cells-slash", TABLED, change=cells.slash),
    Peculiarity("cells-none-word", TABLED, change=cells.none_word),
    Peculiarity("cells-five-kinds", TABLED, change=cells.mixed),
    Peculiarity("cells-remark", RECENT, change=cells.remarks),
    Peculiarity("cells-unit", RECENT, change=cells.units),
    Peculiarity("cells-sign", ("tables-2019",), change=cells.signs),
    Peculiarity("cells-separator", TABLED, change=cells.separators),
    Peculiarity("totals-wrong", RECENT, change=cells.wrong_totals),
    Peculiarity("totals-absent", RECENT, change=cells.without_row_totals),
    Peculiarity("rows-third", RECENT, change=cells.third_row),
    Peculiarity("rows-fewer", RECENT, change=cells.fewer_rows),
    Peculiarity("rows-misprinted", RECENT, change=words.misprints),
    Peculiarity("editions-mixed", ("tables-2019",), change=cells.old_block),
    Peculiarity("editions-mixed-requests", ("tables-2021",), change=cells.few_outcomes),
    Peculiarity("headings-marks", change=words.heading_marks),
    Peculiarity("headings-restarted", change=words.restarted),
    Peculiarity("headings-glued", change=words.glued),
    Peculiarity("headings-lost", change=words.lost),
    Peculiarity("words-spaced", change=words.spaced_cells),
    Peculiarity("radicals", change=words.radicals),
    Peculiarity("script-traditional", change=words.traditional),
    Peculiarity("digits-full-width", change=words.full_width),
    Peculiarity("digits-spaced", change=words.spaced_digits),
    Peculiarity("lines-broken", formats=("txt",), style=Style(wrap=28)),
    Peculiarity("lines-broken-spaced", formats=("txt",), change=words.spaced_digits, style=Style(wrap=31)),
    Peculiarity("page-marks", ("narrative",), ("txt",), style=Style(wrap=34, page_lines=6)),
    Peculiarity("markdown-paged", TABLED, ("txt",), style=Style(wrap=34, page_lines=11)),
    Peculiarity("labels-split", RECENT, ("txt",), style=Style(split_labels=True, columns="tabs")),
    Peculiarity("labels-upright", RECENT, ("html", "docx", "pdf"), style=Style(upright=True)),
    Peculiarity("text-tabs", TABLED, ("txt",), style=Style(columns="tabs")),
    Peculiarity("text-tabs-paged", TABLED, ("txt",), style=Style(wrap=34, page_lines=11, columns="tabs")),
    Peculiarity("text-tabs-five-kinds", TABLED, ("txt",), cells.mixed, Style(columns="tabs")),
    Peculiarity("text-lines", TABLED, ("txt",), style=Style(columns="lines")),
    Peculiarity("text-pipes-five-kinds", TABLED, ("txt",), cells.mixed, Style(columns="pipes")),
    Peculiarity("text-pipes", TABLED, ("txt",), style=Style(columns="pipes")),
    Peculiarity("charset-gb18030", formats=("txt", "html"), style=Style(charset="gb18030", declared="")),
    Peculiarity("charset-false", formats=("html",), style=Style(charset="gbk", declared="utf-8")),
    Peculiarity("html-numbers-split", formats=("html",), style=Style(split_numbers=True)),
    Peculiarity("html-furniture", formats=("html",), style=Style(furniture=True)),
    Peculiarity("html-breaks", formats=("html",), style=Style(breaks=True)),
    Peculiarity("html-colspans", RECENT, ("html",), style=Style(shifted=True)),
    Peculiarity("pdf-named-font", formats=("pdf",), style=Style(font="named")),
    Peculiarity("pdf-ming-font", formats=("pdf",), style=Style(font="ming")),
    Peculiarity("pdf-unruled", TABLED, ("pdf",), style=Style(ruled=False)),
    Peculiarity("pdf-continued", TABLED, ("pdf",), style=Style(page_rows=15)),
    Peculiarity("pdf-continued-heads", TABLED, ("pdf",), style=Style(page_rows=15, repeat_heads=True)),
    Peculiarity("pdf-label-split", RECENT, ("pdf",), style=Style(page_rows=15, split_labels=True)),
    *(Peculiarity(name, extra=name) for name in WORDINGS),
    *(Peculiarity(name, RECENT, extra=name) for name in RECENT_WORDINGS),
)
