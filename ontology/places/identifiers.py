"""Holders -> their coordinates and their ids in GeoNames, Wikidata and ISO 3166-2, as far as they are sound."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from holders import COUNTRY, IN_FORCE, Division, Holder
from sources import Sources
from successions import Succession

# The two with a record of a country in GeoNames; its record of Taiwan is not that of a province.
COUNTRIES = {COUNTRY.code: "CN", "810000": "HK", "820000": "MO"}
# ISO 3166-2 has no Chinese names; those of the other provinces come with their GeoNames records.
ISO = {COUNTRY.code: "CN", "710000": "CN-TW", "810000": "CN-HK", "820000": "CN-MO"}
# The same place under another name or code: its middle is still a point in it.
SAME_PLACE = ("renamed", "recoded", "converted")


# In kilometres. Of 1,141 counties whose item has coordinates and whose seat is known, half are 1 apart, 99 in 100 less
# than 32. Of the eight beyond 40, some items have the coordinates of another place (庐江县 those of 庐阳区).
FARTHEST = 40


class Point(NamedTuple):
    latitude: str
    longitude: str


class Seat(NamedTuple):
    point: Point
    is_full_name: bool


class Identifiers(NamedTuple):
    latitude: str = ""
    longitude: str = ""
    geonames: str = ""
    wikidata: str = ""
    iso3166_2: str = ""


class Area(NamedTuple):
    """An administrative division of GeoNames: `code` as CN.04.3205, names in all scripts."""

    code: str
    geonames: str
    iso: str
    names: tuple[str, ...]


def identifiers_of(sources: Sources, holders: list[Holder], successions: list[Succession]) -> dict[Holder, Identifiers]:
    """Ids of records in force only; a holder that ended has the coordinates of the one that it became."""
    current = [Holder(COUNTRY, 0, IN_FORCE), *(holder for holder in holders if holder.valid_to == IN_FORCE)]
    areas = list(_areas(sources))
    geonames = _geonames(sources, areas, current)
    iso = _iso(sources, areas, current)
    items = items_of(sources)
    known: dict[Holder, Identifiers] = {}
    for holder in current:
        code = holder.division.code
        item = items.get((code, holder.division.name), Identifiers())
        known[holder] = item._replace(geonames=geonames.get(code, ""), iso3166_2=iso.get(code, ""))
    for holder, seat in _seats(sources, current).items():
        known[holder] = known[holder]._replace(**_point(known[holder], seat)._asdict())
    for link, kind, _ in reversed(successions):
        if kind in SAME_PLACE and link.new in known and link.old not in known:
            known[link.old] = Identifiers(*known[link.new][:2])
    return known


def items_of(sources: Sources) -> dict[tuple[str, str], Identifiers]:
    """Items of Wikidata and their coordinates by code and name: an item of the code's former holder fits none."""
    return {
        (normal(row["code"]), row["name"]): Identifiers(
            _rounded(row["latitude"]), _rounded(row["longitude"]), wikidata=row["qid"]
        )
        for row in sources.rows("wikidata")
    }


def normal(code: str) -> str:
    """P442 is also written in pairs and cut at the level, as in "32 05"; here always six digits."""
    return code.replace(" ", "").ljust(6, "0")


def _rounded(degrees: str) -> str:
    """Five decimals are a metre; more is not known of a county's middle."""
    return f"{float(degrees):.5f}".rstrip("0").rstrip(".") if degrees else ""


def _areas(sources: Sources) -> Iterator[Area]:
    for cells in _lines(sources, "geonames"):
        if len(cells) > 5 and cells[2].startswith("CN."):
            yield Area(cells[2], cells[3], cells[1], tuple(cells[5].split("|")))


def _lines(sources: Sources, source: str) -> Iterator[list[str]]:
    with sources.path(source).open(encoding="utf-8", newline="") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines)


def _provinces(areas: list[Area], current: list[Holder]) -> dict[str, tuple[Area, Division]]:
    """First-level areas by code, each with the one province whose name begins with one of theirs."""
    provinces = [holder.division for holder in current if holder.division.level == "province"]
    found = {}
    for area in areas:
        if area.code.count(".") == 1:
            (found[area.code],) = (
                (area, province)
                for province in provinces
                if any(len(name) > 1 and province.name.startswith(name) for name in area.names)
            )
    return found


def _geonames(sources: Sources, areas: list[Area], current: list[Holder]) -> dict[str, str]:
    """Prefectures by the four digits that GeoNames takes over; counties without one above them by their full name."""
    countries = json.loads(sources.path("geonames-countries").read_text(encoding="utf-8"))
    found = {code: str(countries[country]["geonameid"]) for code, country in COUNTRIES.items()}
    provinces = _provinces(areas, current)
    found |= {province.code: area.geonames for area, province in provinces.values()}
    prefectures = {holder.division.code for holder in current if holder.division.level == "prefecture"}
    direct = {(one.parent, one.name): one.code for one in (holder.division for holder in current)
              if one.level == "county" and one.parent.endswith("0000")}  # fmt: skip
    for area in areas:
        if area.code.count(".") == 2:
            first, _, last = area.code.rpartition(".")
            province = provinces[first][1]
            if last + "00" in prefectures and last[:2] == province.code[:2]:
                found[last + "00"] = area.geonames
            elif last == area.geonames:
                found |= {direct[province.code, name]: last for name in area.names if (province.code, name) in direct}
    return found


def _iso(sources: Sources, areas: list[Area], current: list[Holder]) -> dict[str, str]:
    listed = json.loads(sources.path("iso").read_text(encoding="utf-8"))["3166-2"]
    codes = {entry["code"] for entry in listed} | {"CN"}
    found = ISO | {province.code: area.iso for area, province in _provinces(areas, current).values()}
    return {code: iso for code, iso in found.items() if iso in codes}


def _point(found: Identifiers, seat: Seat) -> Point:
    """Where Wikidata and the seat are too far apart, the seat, if it bears the full name; else neither."""
    stated = Point(found.latitude, found.longitude)
    if stated.latitude and _kilometres(stated, seat.point) <= FARTHEST:
        return stated
    return seat.point if seat.is_full_name or not stated.latitude else Point("", "")


def _kilometres(one: Point, other: Point) -> float:
    (north, east), (north_2, east_2) = ((radians(float(value)) for value in point) for point in (one, other))
    half = sin((north_2 - north) / 2) ** 2 + cos(north) * cos(north_2) * sin((east_2 - east) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))


def _seats(sources: Sources, current: list[Holder]) -> dict[Holder, Seat]:
    """Of a county the one town of its name in its prefecture; of 县 and 市 also by the stem, if no other has it."""
    towns: defaultdict[tuple[str, str], set[Point]] = defaultdict(set)
    for prefecture, names, point in _towns(sources):
        for name in names:
            towns[prefecture, name].add(point)
    counties = [holder for holder in current if holder.division.level == "county"]
    stems = Counter((holder.division.parent, holder.division.name[:-1]) for holder in counties)
    found: dict[Holder, Seat] = {}
    for holder in counties:
        parent, name = holder.division.parent, holder.division.name
        stem = name[:-1] if name[-1] in "县市" and len(name) > 2 and stems[parent, name[:-1]] == 1 else name
        for called in (name, stem):
            if len(points := towns[parent, called]) == 1:
                found.setdefault(holder, Seat(min(points), called == name))
    return found


def _towns(sources: Sources) -> Iterator[tuple[str, list[str], Point]]:
    """Each town of GeoNames with the code of its prefecture, its names and its coordinates."""
    named = json.loads(sources.path("geonames-cities").read_text(encoding="utf-8"))
    codes = [cells[2] if len(cells) > 2 else "" for cells in _lines(sources, "geonames")]
    for cells in _lines(sources, "geonames-seats"):
        areas = [codes[int(number) - 1].split(".") for number in cells[2].split("|") if number]
        prefectures = {area[2] + "00" for area in areas if area[0] == "CN" and len(area) == 3}
        if len(prefectures) == 1 and cells[1] in named:
            yield prefectures.pop(), named[cells[1]]["alternatenames"], Point(_rounded(cells[5]), _rounded(cells[6]))
