"""corrections.csv <-> corrections: a line each, checked one by one; every mistake is said with its line and its mend.

The figure is marked in its context with ⟦ ⟧, so that 3 is found among others of the same sentence.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, cast

from gongkai.corrections.fields import faults_in, pairs_of, text_of
from gongkai.corrections.places import is_unique, words_in
from gongkai.errors import BadCorrections
from gongkai.model import Action, CellPlace, Correction, Spot
from gongkai.text import Span
from gongkai.vocabulary.concepts import ids_of

COLUMNS: Final = (
    "report_sha256", "report", "start", "end", "table", "row", "column", "text", "context", "metric",
    "action", "old", "new", "who", "when", "why",
)  # fmt: skip
_ACTIONS: Final = ("confirm", "change", "reject", "add")
_OPENING, _CLOSING = "⟦", "⟧"
_CONTEXT: Final = re.compile(f"([^{_OPENING}{_CLOSING}]*){_OPENING}([^{_OPENING}{_CLOSING}]+){_CLOSING}"
                             f"([^{_OPENING}{_CLOSING}]*)")  # fmt: skip
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_REPORT: Final = re.compile(r"(?:https://w3id\.org/gongkai/)?(?:report/)?(?P<name>[^/\s]+/[^/\s]+/\d{4})")
_BREAK: Final = re.compile(r"\s+")

Row = dict[str, str]


def load(path: Path) -> tuple[Correction, ...]:
    """All corrections of a file, in its order; BadCorrections with a line for each mistake."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _read(path, csv.reader(lines))
    except OSError as error:
        raise BadCorrections(f"{path}: {error.strerror or error}; check the name and its permissions") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadCorrections(f"{path}: this is no CSV in UTF-8 ({error}); save it so") from error


def _read(path: Path, lines: "Iterator[list[str]]") -> tuple[Correction, ...]:
    head = [name.strip() for name in next(lines, [])]
    if sorted(head) != sorted(COLUMNS):
        missing = [name for name in COLUMNS if name not in head]
        strange = [name for name in head if name not in COLUMNS]
        said = [f"without {', '.join(missing)}"] * bool(missing) + [f"with {', '.join(strange)}"] * bool(strange)
        raise BadCorrections(f"{path}: line 1: columns {' and '.join(said) or 'twice'}; write {','.join(COLUMNS)}")
    found: list[Correction] = []
    mistakes: list[str] = []
    for at, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        faults = [f"{len(cells)} cells in place of {len(head)}"] if len(cells) != len(head) else list(_faults(row))
        mistakes += (f"{path}: line {at}: {fault}" for fault in faults)
        if not faults:
            found.append(_correction(row))
    if mistakes:
        raise BadCorrections("\n".join(mistakes))
    return tuple(found)


def _faults(row: Row) -> Iterator[str]:
    yield from _faults_of_place(row)
    if row["metric"] and row["metric"] not in ids_of("metric"):
        yield f"metric: no metric {row['metric']!r}; leave it empty where one figure starts there"
    if row["action"] not in _ACTIONS:
        yield f"action {row['action']!r}: write one of {', '.join(_ACTIONS)}"
    for name in ("old", "new"):
        yield from (f"{name}: {fault}" for fault in faults_in(pairs_of(row[name])))
    new = dict(pairs_of(row["new"]))
    if row["action"] == "change" and not new:
        yield "new: say what to change, as value=23"
    if row["action"] == "add" and not ((new.get("value") or new.get("status")) and new.get("label")):
        yield "new: say value and label at least of a figure that is added, as value=23;label=申请"
    if not row["who"]:
        yield "who: say who corrects"
    if not _is_date(row["when"]):
        yield f"when {row['when']!r}: write a day as 2026-05-31"
    if not row["why"] and row["action"] != "confirm":
        yield "why: say why"


def _faults_of_place(row: Row) -> Iterator[str]:
    if not _SHA256.fullmatch(row["report_sha256"]):
        yield "report_sha256: write the SHA-256 of the report's file, 64 signs of 0-9 and a-f"
    if not _REPORT.fullmatch(row["report"]):
        yield f"report {row['report']!r}: write it as in its IRI, as 320500/government/2016"
    if not (_is_whole(row["start"]) and _is_whole(row["end"]) and int(row["start"]) < int(row["end"])):
        yield "start, end: write two whole numbers, as gongkai facts gives them"
    cell = [row[name] for name in ("table", "row", "column")]
    if any(cell) and not all(map(_is_whole, cell)):
        yield "table, row, column: write three whole numbers, or none for prose"
    if not row["text"]:
        yield "text: write the characters of the figure"
    marked = _CONTEXT.fullmatch(row["context"])
    if row["context"] and (not marked or words_in(marked[2]).text != words_in(row["text"]).text):
        yield f"context: write the sentence with the characters of the figure in {_OPENING}{_CLOSING}, or nothing"


def _is_whole(text: str) -> bool:
    """Whether it is a number of characters or cells, of which no report has so many that nine digits are not enough."""
    return text.isdecimal() and len(text) < 10


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _correction(row: Row) -> Correction:
    cell = [int(row[name]) for name in ("table", "row", "column") if row[name]]
    marked = _CONTEXT.fullmatch(row["context"])
    report = _REPORT.fullmatch(row["report"])
    assert report
    return Correction(
        spot=Spot(
            sha256=row["report_sha256"],
            report=report["name"],
            span=Span(int(row["start"]), int(row["end"])),
            cell=CellPlace(*cell) if cell else None,
            words=row["text"],
            before=marked[1] if marked else "",
            after=marked[3] if marked else "",
        ),
        metric=row["metric"],
        action=cast("Action", row["action"]),
        old=pairs_of(row["old"]),
        new=pairs_of(row["new"]),
        who=row["who"],
        when=date.fromisoformat(row["when"]),
        why=row["why"],
    )


def line_of(correction: Correction) -> str:
    """The correction as a line of the file."""
    spot = correction.spot
    cell = (spot.cell.table, spot.cell.row, spot.cell.column) if spot.cell else ("", "", "")
    context = f"{spot.before}{_OPENING}{spot.words}{_CLOSING}{spot.after}"
    return _line((
        spot.sha256, spot.report, spot.span.start, spot.span.end, *cell, spot.words,
        context if spot.before or spot.after else "", correction.metric,
        correction.action, text_of(correction.old), text_of(correction.new),
        correction.who, correction.when.isoformat(), correction.why,
    ))  # fmt: skip


def append(path: Path, correction: Correction) -> str:
    """Write the correction below those of the file, which must be without mistakes as it is; gives the line."""
    line = line_of(correction)
    cells = (cell.strip() for cell in next(csv.reader(io.StringIO(line, newline=""))))
    faults = list(_faults(dict(zip(COLUMNS, cells, strict=True))))
    if faults:
        raise BadCorrections("\n".join(faults))
    try:
        if path.exists():
            load(path)
        before = path.read_text("utf-8") if path.exists() else head()
        end = "" if before.endswith("\n") else "\n"
        draft = path.with_name(f".{path.name}.draft")
        draft.write_text(before + end + line, "utf-8")
        draft.replace(path)
    except OSError as error:
        raise BadCorrections(f"{path}: {error.strerror or error}; check the folder and its permissions") from error
    return line


def head() -> str:
    return _line(COLUMNS)


def _line(cells: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def digest_of(given: Iterable[Correction]) -> str:
    """Hash of corrections in their order; nothing of none."""
    lines = "".join(line_of(one) for one in given)
    return hashlib.sha256(lines.encode()).hexdigest()[:16] if lines else ""


def spot_of(sha256: str, report: str, text: str, span: Span, sentence: Span, cell: CellPlace | None) -> Spot:
    """The place of a figure, with as much around it as stands just once in the text of its report.

    To the sentence are added the sentences or lines before it, and at the beginning of the text those behind it.
    """
    whole, start, end = words_in(text).text, sentence.start, sentence.end
    while not is_unique(whole, words_in(text[start:end]).text) and (start, end) != (0, len(text)):
        if start:
            start = max(text.rfind("。", 0, start - 1), text.rfind("\n", 0, start - 1)) + 1
        else:
            end = min((at + 1 for sign in "。\n" if (at := text.find(sign, end)) >= 0), default=len(text))

    def on_one_line(first: int, last: int) -> str:
        return _BREAK.sub(" ", text[first:last]).strip()

    around = on_one_line(start, span.start), on_one_line(span.end, end)
    return Spot(sha256, report, span, cell, on_one_line(span.start, span.end), *around)
