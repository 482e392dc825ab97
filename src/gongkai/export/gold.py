"""Store -> the figures that readers confirmed, added or rejected, as a table of gold for `gongkai score`.

A figure of which a reader changed something is gold when a reader confirms it, too: who sets a channel need not have
looked at the value.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from gongkai import queries, resources
from gongkai.queries import Cell, Table

COLUMNS = (
    "report", "start", "end", "text", "class", "value", "unit", "metric", "label", "scope",
    "agency", "policy_area", "channel", "dims", "qualifier",
)  # fmt: skip
_DIMENSIONS = ("act", "applicant", "change", "document-type", "outcome", "request-channel", "result", "route")


def export(store: Store, stream: BinaryIO) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_lines(store))
    stream.write(text.getvalue().encode())


def _lines(store: Store) -> Iterator[list[str]]:
    for judged in _rows(store, "gold"):
        place = [str(judged[name]) for name in ("report", "start", "end")]
        words, kind = " ".join(str(judged["words"]).split()), str(judged["kind"])
        blank = [""] * (len(COLUMNS) - len(place) - 2)
        said = _said(store, judged) if kind == "observation" else blank
        yield [*place, words, kind, *said]


def _said(store: Store, judged: dict[str, Cell]) -> list[str]:
    fields: dict[str, str] = {}
    for row in _rows(store, "fields", figure=str(judged["figure"])):
        name, value = str(row["name"]), str(row["value"])
        if name not in fields:
            fields[name] = value
        elif name != "channel":  # of several channels one is enough for the judge
            fields[name] += f"|{value}"
    whole = {"part-of": str(judged["whole"])} if judged["whole"] is not None else {}
    dimensions = whole | {name: fields[name] for name in _DIMENSIONS if name in fields}
    fields["dims"] = ";".join(f"{name}={value}" for name, value in sorted(dimensions.items()))
    fields["channel"] = "|".join(fields.get("channel", "").rsplit("/", 1))
    return [fields.get(name, "") for name in COLUMNS[5:]]


def _rows(store: Store, name: str, **given: str) -> list[dict[str, Cell]]:
    query = queries.query_of(Path(resources.folder("queries"), "corrections", f"{name}.rq"))
    found = queries.select(store, query, given)
    assert isinstance(found, Table)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]
