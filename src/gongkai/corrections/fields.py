"""`value=23;unit=件` <-> the fields of an observation that a reader may set, each checked against the code lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar, cast

from gongkai.model import Agency, Channel, NoValue, Observation, Pairs, Qualifier, Quantity, Status
from gongkai.values import plain
from gongkai.vocabulary.concepts import ids_of

# The dimension names of facts as rows, each the name of its code list.
DIMENSIONS: Final = (
    "act", "applicant", "change", "document-type", "outcome", "request-channel", "result", "route",
)  # fmt: skip
# Fields that take an id of a code list, and its scheme.
CODED: Final = {
    "status": "observation-status",
    "qualifier": "qualifier",
    "metric": "metric",
    "scope": "scope",
    **{name: name for name in DIMENSIONS},
}
_NEVER_EMPTY: Final = ("metric", "scope", "label")
FIELDS: Final = ("value", "unit", *list(CODED)[:4], "label", "agency", "policy_area", "channel", *DIMENSIONS)

Thing = TypeVar("Thing")

_LABEL: Final = range(2, 31)
# Digits before or behind the point: more than of any figure in a report.
_LARGEST: Final = 100
_CHANNEL: Final = re.compile(r"(?P<name>.+)/(?P<type>[^/]+)")


def pairs_of(text: str) -> Pairs:
    """`name=value` joined by ; as pairs, a name without = as one with nothing; blanks around them do not count."""
    parts = (part.partition("=") for part in text.split(";") if part.strip())
    return tuple((name.strip(), value.strip()) for name, _, value in parts)


def text_of(pairs: Pairs) -> str:
    return ";".join(f"{name}={value}" for name, value in pairs)


def faults_in(pairs: Pairs) -> Iterator[str]:
    """What is wrong with the fields, each with its mend."""
    names = [name for name, _ in pairs]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} is set twice; keep one"
    for name, value in pairs:
        if name not in FIELDS:
            yield f"there is no field {name!r}; choose one of {', '.join(FIELDS)}"
        elif fault := _fault(name, value):
            yield f"{name}={value}: {fault}"


def _fault(name: str, value: str) -> str:
    if not value:
        return "this cannot be empty; say what it is" if name in _NEVER_EMPTY else ""
    match name:
        case "value":
            return "" if _is_number(value) else "write a plain number, as 23 or 23.5"
        case "label":
            return "" if len(value) in _LABEL else "write 2 to 30 characters of the report"
        case "policy_area":
            return _unknown("policy-area", value.split("|"))
        case "channel":
            return _fault_of_channels(value.split("|"))
        case "agency" | "unit":
            return ""
        case _:
            return _unknown(CODED[name], [value])


def _is_number(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    size = max(abs(number.adjusted()), len(number.as_tuple().digits)) if number.is_finite() else _LARGEST
    return size < _LARGEST  # written out, 1E999999999 would fill the memory


def _unknown(scheme: str, ids: list[str]) -> str:
    unknown = [one for one in ids if one not in ids_of(scheme)]
    return f"no {scheme} {'|'.join(unknown)}; choose of {', '.join(sorted(ids_of(scheme)))}" if unknown else ""


def _fault_of_channels(channels: list[str]) -> str:
    for channel in channels:
        found = _CHANNEL.fullmatch(channel)
        if not found or found["type"] not in ids_of("channel"):
            return f"write NAME/TYPE, several joined by |, TYPE one of {', '.join(sorted(ids_of('channel')))}"
    return ""


def fields_of(figure: Observation) -> Pairs:
    """All that can be set of it, in the order of FIELDS; what is empty is left out."""
    quantity = figure.quantity
    said = {
        "value": plain(quantity.value) if isinstance(quantity, Quantity) else "",
        "unit": quantity.unit,
        "status": quantity.status if isinstance(quantity, NoValue) else "",
        "qualifier": quantity.qualifier if isinstance(quantity, Quantity) else "",
        "metric": figure.metric,
        "scope": figure.scope,
        "label": figure.label,
        "agency": "|".join(agency.name for agency in figure.agencies),
        "policy_area": "|".join(figure.areas),
        "channel": "|".join(f"{channel.name}/{channel.type}" for channel in figure.channels),
        **dict(figure.dimensions),
    }
    return tuple((name, said[name]) for name in FIELDS if said.get(name))


def changed(
    figure: Observation, pairs: Pairs, agencies: dict[str, Agency], channels: dict[str, Channel]
) -> Observation:
    """The figure with these fields; `agencies` and `channels` have what the names in them mean."""
    said = dict(pairs)

    def many(name: str) -> list[str]:
        return [one for one in said[name].split("|") if one]

    dimensions = dict(figure.dimensions) | {name: said[name] for name in DIMENSIONS if name in said}
    return replace(
        figure,
        quantity=_quantity(figure.quantity, said),
        metric=said.get("metric", figure.metric),
        scope=said.get("scope", figure.scope),
        label=said.get("label", figure.label),
        agencies=_as_before(figure.agencies, [agencies[one] for one in many("agency")] if "agency" in said else None),
        areas=_as_before(figure.areas, many("policy_area") if "policy_area" in said else None),
        channels=_as_before(figure.channels, [channels[one] for one in many("channel")] if "channel" in said else None),
        dimensions=tuple(sorted((name, value) for name, value in dimensions.items() if value)),
    )


def _as_before(stated: tuple[Thing, ...], said: Sequence[Thing] | None) -> tuple[Thing, ...]:
    """What is said, and in the order that was read where it is the same."""
    return stated if said is None or set(said) == set(stated) else tuple(said)


def _quantity(stated: Quantity | NoValue, said: dict[str, str]) -> Quantity | NoValue:
    """A value that is set, or was there and is not emptied, is a number; else there is a sign for none."""
    unit = said.get("unit", stated.unit)
    value = said.get("value", plain(stated.value) if isinstance(stated, Quantity) and not said.get("status") else "")
    if value:
        before = stated.qualifier if isinstance(stated, Quantity) else ""
        return Quantity(Decimal(value), unit, cast("Qualifier", said.get("qualifier", before)))
    before_status = stated.status if isinstance(stated, NoValue) else "not-stated"
    return NoValue(unit, cast("Status", said.get("status") or before_status))
