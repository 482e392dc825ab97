"""A running server -> its networks as it draws them; a number of nodes -> Turtle whose network `all` has as many.

In the Turtle half of the nodes are channels; each place has as many agencies, and a report of one year.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import httpx

import web
from serving import Server

_AREAS = 20
_PREFIXES = """
@base <https://w3id.org/gongkai/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix gk: <https://w3id.org/gongkai/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def get(origin: str, path: str, **parameters: str | int) -> httpx.Response:
    return web.get(origin + path, params=parameters or None, headers={"Accept-Language": "en"})


def picture(site: Server, name: str = "all", **parameters: str | int) -> dict[str, Any]:
    drawing: dict[str, Any] = get(site.origin, f"/network/{name}.json", **parameters).raise_for_status().json()
    return drawing


def iris_of(drawing: dict[str, Any]) -> set[str]:
    return {node["iri"] for node in drawing["nodes"]}


def network_of(nodes: int) -> str:
    return _PREFIXES + "\n".join(_lines(nodes))


def _lines(nodes: int) -> Iterator[str]:
    chance = Random(nodes)
    places = nodes // 20
    channels = nodes // 2
    agencies = nodes - places - channels - _AREAS
    for area in range(_AREAS):
        yield (
            f'<concept/policy-area/a{area}> skos:inScheme <concept/policy-area> ; skos:notation "a{area}" ; '
            f'skos:prefLabel "领域{area}"@zh, "Area {area}"@en .'
        )
    for place in range(places):
        yield f'<jurisdiction/{place}> a schema:AdministrativeArea ; rdfs:label "地方{place}"@zh .'
        yield f'<report/{place}> dcterms:spatial <jurisdiction/{place}> ; gk:reportingYear "{2008 + place % 12}" .'
    for number in range(max(agencies, channels)):
        agency, channel = number % agencies, number % channels
        place = agency % places
        sentence = f"<report/{place}/text#char={number},{number + 1}>"
        yield (
            f'<agency/{agency}> a org:Organization ; rdfs:label "机关{agency}"@zh ; '
            f"gk:jurisdiction <jurisdiction/{place}> ."
        )
        yield f'<channel/{channel}> a gk:Channel ; rdfs:label "渠道{channel}"@zh .'
        yield (
            f"<statement/{number}> gk:agency <agency/{agency}> ; gk:channel <channel/{channel}> ; "
            f"gk:policyArea <concept/policy-area/a{int(chance.paretovariate(1)) % _AREAS}> ; "
            f"prov:wasDerivedFrom {sentence} ."
        )
        yield f"{sentence} gk:sentence {sentence} ."
