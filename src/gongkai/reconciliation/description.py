"""Where the server stands -> the manifest of the service."""

from typing import Final

from gongkai import __version__, iris
from gongkai.reconciliation import batches, terms
from gongkai.reconciliation.basis import Json
from gongkai.serve.description import Address

_WIDTH, _HEIGHT = 420, 300
_DEFAULT: Final = ("jurisdiction", "agency", "channel", "policy-area", "metric")


def manifest(address: Address) -> dict[str, Json]:
    service = f"{address.origin}/reconcile"

    def at(path: str) -> dict[str, Json]:
        return {"service_url": service, "service_path": path}

    return {
        "versions": ["0.2"],
        "name": terms.load().name,
        "identifierSpace": iris.BASE,
        "schemaSpace": iris.GK,
        "serviceVersion": __version__,
        "defaultTypes": [type_told(name) for name in _DEFAULT],
        "batchSize": batches.BATCH,
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {name: at(f"/suggest/{name}") for name in ("entity", "type", "property")},
        "extend": {"propose_properties": at("/properties"), "property_settings": []},
    }


def type_told(identifier: str) -> dict[str, Json]:
    """A type in the words of the protocol, with those that it lies within."""
    one = terms.load().types[identifier]
    told: dict[str, Json] = {"id": one.id, "name": one.name, "description": one.about}
    return {**told, "broader": [type_told(one.within)]} if one.within else told
