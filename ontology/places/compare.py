"""Another table of dated divisions -> where it differs from divisions.csv and zones.csv, by class; run by hand.

    python -B ontology/places/compare.py OTHER.csv

The other table has the columns code, name, level, parent_code, valid_from, valid_to, geonames, wikidata and iso3166_2,
with functional_zone as the level of zones. What it says of years before 2004 is not compared. README.md explains
every difference that was found.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

PLACES = Path(__file__).resolve().parent
YEARS = range(2004, 2025)
COLUMNS = {"level": "level", "parent": "parent_code", "valid_from": "valid_from", "valid_to": "valid_to",
           "geonames": "geonames", "wikidata": "wikidata", "iso3166_2": "iso3166_2"}  # fmt: skip
Row = dict[str, str]
Key = tuple[str, str]


def rows_of(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def ours() -> dict[Key, Row]:
    known = {(row["code"], row["name"]): row for row in rows_of(PLACES / "divisions.csv")}
    for row in rows_of(PLACES / "zones.csv"):
        known[row["code"], row["name"]] = {**dict.fromkeys(COLUMNS, ""), **row, "level": "functional_zone"}
    return known


def value(row: Row, column: str) -> str:
    found = row[column]
    return "" if column == "valid_from" and found and int(found) < YEARS[0] else found


def differences(one: dict[Key, Row], other: dict[Key, Row]) -> Iterator[str]:
    for key in sorted(one.keys() ^ other.keys()):
        yield f"{'only here' if key in one else 'only there'}: {' '.join(key)}"
    for key in sorted(one.keys() & other.keys()):
        for here, there in COLUMNS.items():
            mine, theirs = value(one[key], here), value(other[key], there)
            if mine != theirs:
                yield f"{here}: {' '.join(key)}: here {mine or 'blank'}, there {theirs or 'blank'}"


def in_force(rows: dict[Key, Row], year: int) -> set[Key]:
    return {
        key
        for key, row in rows.items()
        if row["level"] != "functional_zone" and int(row["valid_from"] or 0) <= year < int(row["valid_to"] or 9999)
    }


def main() -> None:
    if len(sys.argv) != 2:
        print("usage: compare.py OTHER.csv", file=sys.stderr)
        sys.exit(2)
    one, other = ours(), {(row["code"], row["name"]): row for row in rows_of(Path(sys.argv[1]))}
    for line in differences(one, other):
        print(line)
    for year in YEARS:
        here, there = in_force(one, year), in_force(other, year)
        print(f"end of {year}: here {len(here)}, there {len(there)}, in one only {sorted(here ^ there)}")


if __name__ == "__main__":
    main()
