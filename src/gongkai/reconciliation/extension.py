"""Which properties are wanted of which things -> what they are called, and which there are; Refused where not."""

from collections.abc import Iterator
from typing import Final

from gongkai.reconciliation import terms
from gongkai.reconciliation.basis import Json
from gongkai.reconciliation.batches import Wanted
from gongkai.reconciliation.concepts import Concepts
from gongkai.reconciliation.tasks import Figure, Subject, Values, Wish, figure_of
from gongkai.reconciliation.terms import Property
from gongkai.serve.refusals import Refused

_WITH_FIGURES: Final = frozenset(("jurisdiction", "agency"))


def meta(wanted: Wanted, concepts: Concepts) -> list[Json]:
    """What the properties are called, and of which type their values are."""
    return [_told(_property(name, concepts)) for name in wanted.properties]


def task(wanted: Wanted, concepts: Concepts) -> Values:
    """What fetches them."""
    return Values(
        tuple(Subject(one, terms.type_of(one)) for one in wanted.ids),
        tuple(Wish(name, _property(name, concepts).of) for name in wanted.properties),
    )


def proposal(kind: str, limit: str, concepts: Concepts) -> dict[str, Json]:
    """The properties that can be fetched of a type; of all types, where none is said."""
    known = terms.load()
    if kind and kind not in known.types:
        raise Refused(400, f"there is no type of that name; there are {', '.join(known.types)}")
    if limit and not (limit.isascii() and limit.isdigit()):
        raise Refused(400, "limit must be a whole number")
    wider = known.kinds_of(kind)[-1] if kind else ""
    found = [one for one in properties(concepts) if not wider or wider in one.of]
    kept = found[: int(limit[:9])] if limit else found
    told: dict[str, Json] = {"properties": [described(one) for one in kept], "type": kind}
    return {**told, "limit": int(limit[:9])} if limit else told


def properties(concepts: Concepts) -> Iterator[Property]:
    """All that can be fetched, figures last."""
    yield from terms.load().properties.values()
    for figure in concepts.figures:
        yield _of_figure(figure, concepts)


def described(one: Property) -> dict[str, Json]:
    return {"id": one.id, "name": one.name, "description": one.about}


def _property(name: str, concepts: Concepts) -> Property:
    known, figure = terms.load().properties, figure_of(name)
    if figure and f"concept/metric/{figure.metric}" in concepts.all:
        return _of_figure(figure, concepts)
    if name not in known:
        raise Refused(400, "extend: there is no property of one of these ids; /reconcile/properties lists them, and a "
                      "figure is written metric:applications-received@2016")  # fmt: skip
    return known[name]


def _of_figure(figure: Figure, concepts: Concepts) -> Property:
    metric = concepts.all[f"concept/metric/{figure.metric}"]
    return Property(
        figure.property,
        f"{metric.names[0]} {figure.year}",
        f"{metric.names[-1]}, {figure.year}",
        "As its report states it: of a jurisdiction for all its agencies, of an agency for itself",
        _WITH_FIGURES,
        "",
    )


def _told(one: Property) -> dict[str, Json]:
    told: dict[str, Json] = {"id": one.id, "name": one.name}
    if not one.gives:
        return told
    return {**told, "type": {"id": one.gives, "name": terms.load().types[one.gives].name}}
