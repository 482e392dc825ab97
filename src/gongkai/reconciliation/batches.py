"""JSON as a client sends it -> reconciliation queries, or what is to be fetched of which things; Refused where not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NoReturn

from gongkai.reconciliation import terms
from gongkai.reconciliation.basis import Json
from gongkai.serve.refusals import Refused

Strictness = Literal["any", "should", "all"]

# Queries in a batch; with 4 ms for a name that is like nothing, the slowest kind, a batch takes 0.4 s.
BATCH: Final = 100
# No name of a thing has 60 characters; what is longer than this is none.
LONGEST: Final = 120
# Stands for what cannot be read, in place of an id.
GARBLED: Final = "?"
IDS: Final = 1000
PROPERTIES: Final = 100
_LIMIT: Final = 10
_MOST: Final = 100
_BLANK: Final = ("", "nan", "none", "null")


@dataclass(frozen=True, slots=True)
class Value:
    """What a row says under a property: text, and the id where it is a thing that was reconciled."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """`types` is empty where any will do; `said` has the values by condition, blank ones left out."""

    name: str
    types: frozenset[str] = frozenset()
    strict: Strictness = "any"
    limit: int = _LIMIT
    said: tuple[tuple[str, tuple[Value, ...]], ...] = ()

    def values(self, condition: str) -> tuple[Value, ...]:
        """All different values under it, and under its other names."""
        return tuple(dict.fromkeys(value for name, values in self.said if name == condition for value in values))

    def wants(self, main: str) -> bool:
        """Whether things of that type, or of a narrower one, may be meant."""
        known = terms.load()
        return not self.types or any(main in known.kinds_of(one) for one in self.types)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A data extension query: ids of things, ids of properties."""

    ids: tuple[str, ...]
    properties: tuple[str, ...]


def batch_of(text: str) -> dict[str, Query]:
    """Queries by the client's own keys."""
    found = _object(_parsed(text, "queries"), "queries: send an object with a query under each key")
    if len(found) > BATCH:
        raise Refused(413, f"a batch may have {BATCH} queries, not {len(found)}; send several")
    return {key: _query(value, key) for key, value in found.items()}


def query_of(text: str) -> Query:
    """A query by itself: an object, or merely a name."""
    if not text.lstrip().startswith("{"):
        return Query(_clean(text))
    return _query(_parsed(text, "query"), "query")


def wanted_of(text: str) -> Wanted:
    found = _object(_parsed(text, "extend"), "extend: send an object with ids and properties")
    ids, properties = found.get("ids"), found.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise Refused(400, "extend: ids and properties must be lists")
    if len(ids) > IDS or len(properties) > PROPERTIES:
        raise Refused(413, f"extend: at most {IDS} ids and {PROPERTIES} properties; send several requests")
    names = (_object(one, "extend: a property is an object with an id").get("id") for one in properties)
    return Wanted(tuple(_texts(ids, "extend: an id")), tuple(_texts([*names], "extend: the id of a property")))


def _texts(found: list[Json], what: str) -> Iterator[str]:
    for one in dict.fromkeys(str(one) if isinstance(one, str) else None for one in found):
        if one is None:
            raise Refused(400, f"{what} must be text")
        yield one


def _query(value: Json, key: str) -> Query:
    where = json.dumps(key)[:40]
    found = _object(value, f"{where}: a query must be an object")
    name, properties = found.get("query", ""), found.get("properties", [])
    if not isinstance(name, str) or not isinstance(properties, list):
        raise Refused(400, f"{where}: query must be text and properties a list")
    if "query" not in found and not properties:
        raise Refused(400, f"{where}: say a query, or properties")
    strict = found.get("type_strict", "any")
    if strict not in ("any", "should", "all"):
        raise Refused(400, f"{where}: type_strict must be any, should or all")
    if len(properties) > PROPERTIES:
        raise Refused(413, f"{where}: a query may have {PROPERTIES} properties, no more")
    said = tuple(_said(one, where) for one in properties)
    return Query(
        _clean(name),
        frozenset(_types(found.get("type"), where)),
        strict,  # type: ignore[arg-type]  # one of the three
        _limit(found.get("limit", _LIMIT), where),
        tuple(one for one in said if one[1]),
    )


def _types(value: Json, where: str) -> Iterator[str]:
    known = terms.load().types
    for one in value if isinstance(value, list) else [value]:
        identifier = one.get("id") if isinstance(one, dict) else one
        if identifier in (None, ""):
            continue
        if not isinstance(identifier, str) or identifier not in known:
            raise Refused(400, f"{where}: there is no type {json.dumps(identifier)[:40]}; there are {', '.join(known)}")
        yield identifier


def _limit(value: Json, where: str) -> int:
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not whole or value < 1:  # type: ignore[operator]  # a number, then
        raise Refused(400, f"{where}: limit must be a whole number above 0")
    return int(min(value, _MOST))  # type: ignore[type-var, arg-type]


def _said(value: Json, where: str) -> tuple[str, tuple[Value, ...]]:
    found, known = _object(value, f"{where}: a property must be an object with pid and v"), terms.load().conditions
    name = found.get("pid")
    if not isinstance(name, str) or name not in known:
        raise Refused(400, f"{where}: there is no property {json.dumps(name)[:40]} to tell things apart by; there are "
                      f"{', '.join(known)}")  # fmt: skip
    values = found.get("v")
    several = values if isinstance(values, list) else [values]
    if len(several) > PROPERTIES:
        raise Refused(413, f"{where}: a property may have {PROPERTIES} values, no more")
    return known[name].stands_for, tuple(one for value in several if (one := _value(value, where)).text or one.id)


def _value(value: Json, where: str) -> Value:
    match value:
        case None:
            return Value("")
        case bool() | str():
            text = _clean(str(value))
            return _readable("" if text.lower() in _BLANK else text)
        case int() | float():
            return _readable(str(int(value) if isinstance(value, int) or value.is_integer() else value))
        case dict():
            identifier, name = value.get("id"), value.get("name", "")
            if isinstance(identifier, str) and isinstance(name, str):
                return _readable(_clean(name), _clean(identifier))
    raise Refused(400, f"{where}: the value of a property is text, a number, yes or no, or an object with an id")


def _readable(text: str, identifier: str = "") -> Value:
    return Value("", GARBLED) if max(len(text), len(identifier)) > LONGEST else Value(text, identifier)


def _clean(text: str) -> str:
    """Of text that no file could hold (half a surrogate pair), what can be held."""
    return text.encode("utf-8", "replace").decode().strip()


def _parsed(text: str, what: str) -> Json:
    try:
        found: Json = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise Refused(400, f"{what} is nested too deeply") from None
    except ValueError as error:
        raise Refused(400, f"{what} is no JSON ({error})") from error
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _object(value: Json, otherwise: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise Refused(400, otherwise)
    return value
