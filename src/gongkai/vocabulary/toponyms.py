"""Gazetteer, wordings/places.yaml -> every way to write a division's name, and what lies in what."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from gongkai.vocabulary.files import Leaf, alternatives, compiled, rows_of, yaml_of
from gongkai.vocabulary.places import Division, DivisionNames, Gazetteer, lengths

# How a name is written, the surer first: 恩施土家族苗族自治州, 恩施州, 恩施.
Tier = Literal["full", "short", "stem"]
TIERS: tuple[Tier, ...] = get_args(Tier)


@dataclass(frozen=True, slots=True)
class Toponyms:
    """Divisions of all years by what they are called; `above` and `below` are codes, whoever held them.

    `lengths` has how long the names are that begin with two characters, the longest first.
    `line_of` leads from a holder to the last one of the same place under the same name, where its code has changed.
    """

    by_name: dict[str, dict[Tier, tuple[Division, ...]]]
    names: dict[Division, tuple[str, ...]]
    lengths: dict[str, tuple[int, ...]]
    above: dict[str, frozenset[str]]
    below: dict[str, tuple[Division, ...]]
    line_of: dict[Division, Division]
    fillers: re.Pattern[str]
    separators: re.Pattern[str]
    government: re.Pattern[str]
    body: re.Pattern[str]
    common_words: frozenset[str]

    def lies_in(self, place: Division, codes: frozenset[str]) -> bool:
        """Whether it is below one of them, at whatever depth."""
        return not codes.isdisjoint(self.above[place.jurisdiction.code])


def load(places: Gazetteer, words: DivisionNames) -> Toponyms:
    top = yaml_of("wordings/places.yaml")
    by_name: dict[str, dict[Tier, list[Division]]] = defaultdict(lambda: defaultdict(list))
    names: dict[Division, tuple[str, ...]] = {}
    cut = _Cutter(top, words)
    for division in (one for held in places.by_code.values() for one in held):
        written = dict(cut.names_of(division))
        names[division] = tuple(written)
        for name, tier in written.items():
            by_name[name][tier].append(division)
    above = {code: _above(code, places) for code in places.by_code}
    return Toponyms(
        {name: {tier: tuple(held[tier]) for tier in TIERS if tier in held} for name, held in by_name.items()},
        names,
        lengths=lengths(by_name, lambda name: name[:2]),
        above=above,
        below=_below(above, places),
        line_of=_lines(places),
        fillers=compiled(f"(?<=.)(?:{alternatives(top['fillers'].texts())})(?=.)", "fillers"),
        separators=top["separators"].pattern(),
        government=top["government"].pattern(),
        body=top["body"].pattern(),
        common_words=frozenset(top["common_words"].texts()),
    )


class _Cutter:
    """The names of a division that are not written out, from the words of the file."""

    def __init__(self, top: Leaf, words: DivisionNames) -> None:
        groups = alternatives(words.ethnic_groups)
        shorter = {ending: leaf.text() for ending, leaf in top["short_endings"].items()}
        self._shorter = shorter
        self._peoples = compiled(
            f"(?P<head>.*?)(?P<peoples>(?:{groups})*)(?P<ending>{alternatives(shorter)})", "places"
        )
        self._peoples_at_end = compiled(f"(?:{groups})+$", "ethnic_groups")
        self._ending = compiled(f"(?:{alternatives(top['stem_endings'].texts())})$", "stem_endings")
        self._people_ending = top["people_ending"].text()
        self._aliases = {code: leaf.texts() for code, leaf in top["aliases"].items()}

    def names_of(self, division: Division) -> Iterator[tuple[str, Tier]]:
        """Each name with its tier, a less sure one only where it is not the surer one, too."""
        place = division.jurisdiction
        found: dict[str, Tier] = {place.name: "full"}
        short = self._short(place.name) if place.level != "province" else place.name
        found.setdefault(short, "short")
        for name in (short, place.name):
            stem = self._ending.sub("", name, count=1)
            if name is place.name and short != name:
                stem = ""  # 恩施土家族苗族 is nobody's name
            if place.level == "province":
                stem = self._short_province(place.name)
            if len(stem) > 1:
                found.setdefault(stem, "stem")
        for alias in self._aliases.get(place.code, ()):
            found.setdefault(alias, "stem")
        yield from found.items()

    def _short(self, name: str) -> str:
        """恩施州; the name itself where no people stands in it."""
        match = self._peoples.fullmatch(name)
        if match is None:
            return name
        head, ending = match["head"], self._shorter[match["ending"]]
        if head:
            return head + ending
        return match["peoples"].removesuffix(self._people_ending) + ending if match["peoples"] else name

    def _short_province(self, name: str) -> str:
        """内蒙古, 广西: without peoples, unless that leaves a single character."""
        stem = self._ending.sub("", name, count=1)
        head = self._peoples_at_end.sub("", stem)
        return head if len(head) > 1 else stem


def _above(code: str, places: Gazetteer) -> frozenset[str]:
    """The codes of all that it lies or lay in, the country's too."""
    found: set[str] = set()
    waiting = {code}
    while waiting:
        parents = {one.parent for held in waiting for one in places.by_code.get(held, ())} - {""}
        waiting = parents - found
        found |= parents
    return frozenset(found)


def _below(above: dict[str, frozenset[str]], places: Gazetteer) -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for code, higher in above.items():
        for one in sorted(higher):
            found[one] += places.by_code[code]
    return {code: tuple(held) for code, held in found.items()}


def _lines(places: Gazetteer) -> dict[Division, Division]:
    """Each holder that went on under the same name with another code, and who is the last of its line."""
    follows: dict[Division, Division] = {}
    for row in rows_of("places/successions.csv"):
        year = int(row["year"])
        old = next((one for one in places.by_code.get(row["old_code"], ()) if one.last == year), None)
        new = next((one for one in places.by_code.get(row["new_code"], ()) if one.first <= year < one.last), None)
        if old and new and old.jurisdiction.name == new.jurisdiction.name:
            follows[old] = new
    for old in list(follows):
        while follows[old] in follows:
            follows[old] = follows[follows[old]]
    return follows
