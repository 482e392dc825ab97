"""The parameters of an address -> what is wanted of which network; Refused where they cannot be understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import QueryParams

from gongkai.export import projections
from gongkai.export.projections import ALL
from gongkai.export.sieve import Sieve
from gongkai.queries import Query
from gongkai.serve.refusals import Refused

# What can be drawn so that something is seen, and laid out while somebody waits: 500 nodes take 0.2 s of one core,
# 2,000 take 3 s.
USUAL: Final = 500
MOST: Final = 2000
EDGES: Final = 10_000
_HEAVIEST: Final = 1_000_000
_YES: Final = "yes"

_NAME: Final = re.compile(r"[\w-]{1,80}")
_YEAR: Final = re.compile(r"[0-9]{4}")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """`name` is that of a projection; `node` the IRI of the one that is looked at, empty where none is."""

    name: str
    sieve: Sieve
    dynamic: bool
    node: str


def wish_of(asked: QueryParams, name: str = "") -> Wish:
    """`name`: the projection, where the path tells it and not the parameters."""
    sieve = Sieve(
        kinds=_several(asked, "kind", _NAME, "the name of a kind of node, as agency"),
        years=_several(asked, "year", _YEAR, "a year of four digits"),
        area=_area(asked),
        weight=_number(asked, "weight", 1, _HEAVIEST),
        nodes=_number(asked, "most", USUAL, MOST),
        edges=EDGES,
    )
    return Wish(_projection(name or asked.get("projection", ALL)), sieve, _dynamic(asked), asked.get("node", ""))


def catalogue() -> Mapping[str, Query]:
    """The projections by name, `all` first."""
    found = {query.name: query for query in projections.catalogue()}
    return {name: found[name] for name in sorted(found, key=lambda name: (name != ALL, name))}


def _projection(name: str) -> str:
    known = catalogue()
    if name not in known:
        raise Refused(404, f"there is no network {name[:_SHOWN]!r}; the networks are: {', '.join(known)}")
    return name


def _several(asked: QueryParams, parameter: str, form: re.Pattern[str], meaning: str) -> tuple[str, ...]:
    values = sorted({value for value in asked.getlist(parameter) if value})
    for value in values:
        if not form.fullmatch(value):
            raise Refused(400, f"{parameter}={value[:_SHOWN]!r} is not {meaning}")
    return tuple(values)


def _area(asked: QueryParams) -> str:
    values = _several(asked, "area", _NAME, "the id of a policy area, as environment")
    if len(values) > 1:
        raise Refused(400, "one policy area can be asked for at a time")
    return values[0] if values else ""


def _number(asked: QueryParams, parameter: str, usual: int, most: int) -> int:
    text = asked.get(parameter, "")
    if not text:
        return usual
    if not re.fullmatch(r"[0-9]{1,7}", text) or not 1 <= int(text) <= most:
        raise Refused(400, f"{parameter}={text[:_SHOWN]!r} is not a whole number from 1 to {most}")
    return int(text)


def _dynamic(asked: QueryParams) -> bool:
    text = asked.get("dynamic", "")
    if text not in ("", _YES):
        raise Refused(400, f"dynamic={text[:_SHOWN]!r} is not {_YES}; leave it out for a file without a timeline")
    return text == _YES
