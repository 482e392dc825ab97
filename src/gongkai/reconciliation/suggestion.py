"""The beginning of a name -> things, types or properties that are called so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.reconciliation import extension, terms
from gongkai.reconciliation.basis import Json
from gongkai.reconciliation.batches import LONGEST
from gongkai.reconciliation.concepts import Concepts
from gongkai.reconciliation.description import type_told
from gongkai.reconciliation.matching import Service
from gongkai.reconciliation.tasks import Thing
from gongkai.serve.refusals import Refused

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """`types` are those that are known of the ones that the client names; `cursor` says how many to leave out."""

    prefix: str
    types: frozenset[str]
    cursor: int

    def page(self, found: list[Json]) -> dict[str, Json]:
        return {"result": found[self.cursor : self.cursor + _SHOWN]}

    def wants(self, main: str) -> bool:
        known = terms.load()
        return not self.types or any(main in known.kinds_of(one) for one in self.types)


def asked_of(parameters: Mapping[str, str]) -> Asked:
    prefix, cursor = parameters.get("prefix", "").strip(), parameters.get("cursor", "") or "0"
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise Refused(400, "cursor must be a whole number")
    if len(prefix) > LONGEST:
        raise Refused(400, f"prefix may have {LONGEST} characters")
    kinds = frozenset(parameters.get("type", "").replace(",", " ").split()) & set(terms.load().types)
    return Asked(prefix.encode("utf-8", "replace").decode(), kinds, int(cursor))


def wants_bodies(asked: Asked) -> bool:
    return bool(asked.prefix) and (asked.wants("agency") or asked.wants("channel"))


def entities(asked: Asked, service: Service, bodies: Iterable[Thing]) -> dict[str, Json]:
    if not asked.prefix:
        return {"result": []}
    found = {one["id"]: one for one in _entities(asked, service, bodies)}
    return asked.page([*found.values()])


def types(asked: Asked) -> dict[str, Json]:
    found = terms.load().types.values()
    return asked.page([type_told(one.id) for one in found if _is_called(asked.prefix, one.id, one.zh, one.en)])


def properties(asked: Asked, concepts: Concepts) -> dict[str, Json]:
    """Those by which things are told apart, and those that can be fetched; some are both."""
    told: dict[str, Json] = {
        one.id: {"id": one.id, "name": f"{one.en} · {one.zh}", "description": one.about}
        for one in terms.load().conditions.values()
        if _is_called(asked.prefix, one.id, one.zh, one.en)
    }
    for one in extension.properties(concepts):
        if _is_called(asked.prefix, one.id, one.zh, one.en):
            told.setdefault(one.id, extension.described(one))
    return asked.page([*told.values()])


def _is_called(prefix: str, *names: str) -> bool:
    """A word of it begins so; in Chinese, where words are not told apart, any part of it is."""
    written = prefix.casefold()
    return any(
        name.casefold().startswith(written)
        or f" {written}" in f" {name.casefold()}"
        or (not name.isascii() and written in name)
        for name in names
    )


def _entities(asked: Asked, service: Service, bodies: Iterable[Thing]) -> Iterator[dict[str, Json]]:
    if asked.wants("jurisdiction"):
        yield from _places(asked, service)
    for scheme in ("policy-area", "metric"):
        if asked.wants(scheme):
            yield from _concepts(asked, scheme, service.concepts)
    for one in bodies:
        if asked.wants(one.type):
            place = service.places.of_id(one.place)
            where = service.places.path_of(place) if place else one.place
            yield _told(one.id, one.name, " · ".join(filter(None, (where, one.sort))), one.type)


def _places(asked: Asked, service: Service) -> Iterator[dict[str, Json]]:
    own = service.places.of_id(asked.prefix)
    for place in [own] if own else service.places.beginning(asked.prefix):
        kinds = service.places.kinds(place)
        if not asked.types or asked.types & set(kinds):
            one = place.jurisdiction
            yield _told(f"jurisdiction/{one.key}", one.name, service.places.describe(place), kinds[0])


def _concepts(asked: Asked, scheme: str, concepts: Concepts) -> Iterator[dict[str, Json]]:
    for one in concepts.all.values():
        if one.scheme == scheme and _is_called(asked.prefix, one.id, one.notation, *one.names, *one.others):
            yield _told(one.id, one.name, " · ".join((*one.names[1:], one.notation)), scheme)


def _told(entity: str, name: str, about: str, kind: str) -> dict[str, Json]:
    notable: list[Json] = [{"id": kind, "name": terms.load().types[kind].name}]
    return {"id": entity, "name": name, "description": about, "notable": notable}
