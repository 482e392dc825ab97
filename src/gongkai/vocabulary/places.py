"""ontology/places/divisions.csv -> the gazetteer: divisions by name and year, each with its holders' dates."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from gongkai.model import Jurisdiction, Level
from gongkai.vocabulary.files import alternatives, compiled, rows_of


@dataclass(frozen=True, slots=True)
class DivisionNames:
    """Words in the names of divisions, and how the country's bodies bear its name."""

    ethnic_groups: tuple[str, ...]
    country_as_owner: str


@dataclass(frozen=True, slots=True)
class Division:
    """One holder of a code; years inclusive at both ends, 0 and 9999 where open."""

    jurisdiction: Jurisdiction
    parent: str
    first: int
    last: int

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last

    def holds_at_end_of(self, year: int) -> bool:
        return self.first <= year < self.last


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Loaded once, and the same as itself only. Divisions by full name, by name without the words for its peoples
    (琼中县), by either without its last character with that character, by code, and by the code of what they lie in.

    `names_ending` and `stems_ending` have how long the names and stems are that end with two characters, the longest
    first: of what stands before some place in a text, most ends no name.
    """

    by_name: dict[str, tuple[Division, ...]]
    by_stem: dict[str, tuple[tuple[str, Division], ...]]
    by_code: dict[str, tuple[Division, ...]]
    by_parent: dict[str, tuple[Division, ...]]
    names_ending: dict[str, tuple[int, ...]]
    stems_ending: dict[str, tuple[int, ...]]
    longest: int
    country: Jurisdiction
    country_as_owner: str

    def named(self, name: str, year: int) -> list[Jurisdiction]:
        return [division.jurisdiction for division in self.by_name.get(name, ()) if division.holds(year)]

    def with_stem(self, stem: str, year: int) -> list[tuple[str, Jurisdiction]]:
        """The divisions whose names have one character more, and that character."""
        return [(end, division.jurisdiction) for end, division in self.by_stem.get(stem, ()) if division.holds(year)]

    def at(self, code: str, year: int) -> Jurisdiction | None:
        """The holder of the code in that year; where two held it, the one that took it over."""
        held = [division.jurisdiction for division in self.by_code.get(code, ()) if division.holds(year)]
        return held[-1] if held else None

    def above(self, place: Jurisdiction, year: int) -> tuple[Jurisdiction, ...]:
        """Its parents, the nearest first, without the country."""
        return _above(self, place.code, year)

    def full_name(self, place: Jurisdiction, year: int) -> str:
        """The name as bodies bear it: a district's with its city's, 成都市武侯区; 国家 for the country."""
        if place == self.country:
            return self.country_as_owner
        above = self.above(place, year)
        return (above[0].name if above and place.name.endswith("区") and place.level == "county" else "") + place.name

    def places_at_start(self, text: str, year: int) -> tuple[str, list[Jurisdiction]]:
        """The longest name that `text` begins with, and the divisions that bear it; none where nothing fits."""
        for length in range(min(self.longest, len(text)), 1, -1):
            found = self.named(text[:length], year)
            if found:
                return text[:length], found
        return "", []


@lru_cache(maxsize=16384)  # of the few places that reports name time and again
def _above(places: Gazetteer, below: str, year: int) -> tuple[Jurisdiction, ...]:
    found: list[Jurisdiction] = []
    code = next((one.parent for one in places.by_code.get(below, ()) if one.holds(year)), "")
    while code and code != places.country.code:
        parent = places.at(code, year)
        if parent is None:
            break
        found.append(parent)
        code = next((one.parent for one in places.by_code[code] if one.holds(year)), "")
    return tuple(found)


_COUNTRY = "100000"
OPEN = 9999  # the last year of a division in force


def load(words: DivisionNames) -> Gazetteer:
    peoples = compiled(f"(?:{alternatives(words.ethnic_groups)})+自治", "ethnic_groups")
    by_name: dict[str, list[Division]] = defaultdict(list)
    by_code: dict[str, list[Division]] = defaultdict(list)
    by_parent: dict[str, list[Division]] = defaultdict(list)
    for _, division in division_rows():
        place = division.jurisdiction
        by_code[place.code].append(division)
        by_parent[division.parent].append(division)
        plainer = peoples.sub("", place.name)
        for name in dict.fromkeys((place.name, plainer)):
            by_name[name].append(division)
    named = _frozen(by_name)
    by_stem: dict[str, list[tuple[str, Division]]] = defaultdict(list)
    for name, divisions in named.items():
        by_stem[name[:-1]] += ((name[-1], division) for division in divisions)
    return Gazetteer(
        named,
        {stem: tuple(divisions) for stem, divisions in by_stem.items()},
        _frozen(by_code),
        _frozen(by_parent),
        lengths(named, _ending),
        lengths(by_stem, _ending),
        longest=max(len(name) for name in by_name),
        country=by_code[_COUNTRY][0].jurisdiction,
        country_as_owner=words.country_as_owner,
    )


def division_rows() -> Iterator[tuple[dict[str, str], Division]]:
    """The rows of divisions.csv, each with the holder it is about."""
    rows = rows_of("places/divisions.csv")
    newest = {row["code"]: row["valid_from"] for row in rows}  # sorted by code and start
    for row in rows:
        reused = row["valid_from"] < newest[row["code"]]
        place = Jurisdiction(row["code"], row["name"], cast("Level", row["level"]), row["valid_to"] if reused else "")
        yield row, Division(place, row["parent"], int(row["valid_from"] or 0), int(row["valid_to"] or OPEN))


def _ending(name: str) -> str:
    return name[-2:]


def lengths(names: Iterable[str], part: Callable[[str], str]) -> dict[str, tuple[int, ...]]:
    """How long the names are of which this is a part, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[part(name)].add(len(name))
    return {each: tuple(sorted(known, reverse=True)) for each, known in found.items()}


def _frozen(table: dict[str, list[Division]]) -> dict[str, tuple[Division, ...]]:
    return {
        key: tuple(sorted(found, key=lambda one: (one.first, one.jurisdiction.code))) for key, found in table.items()
    }
