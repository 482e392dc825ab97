"""Names -> IRIs: every IRI that gongkai mints, and every prefix that it knows."""

import hashlib
import re
from functools import lru_cache
from typing import Final

from gongkai.model import Agency, CellPlace, Channel, Citation, Correction, Jurisdiction, Masthead, Period
from gongkai.text import Span

BASE: Final = "https://w3id.org/gongkai/"
GK: Final = BASE + "ontology#"
GAZETTEER: Final = BASE + "gazetteer"

PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "gk": GK,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sh": "http://www.w3.org/ns/shacl#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "sssom": "https://w3id.org/sssom/",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_UNFIT = re.compile(
    r"[\x00-\x20<>\"{}|\\^`%/?#\[\]\x7f-\xa0\u2028\u2029\u3000\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]"
    r"|[\U0001fffe\U0001ffff\U0002fffe-\U0010ffff]"
)


@lru_cache(4096)  # the codes of places and the names of bodies recur from figure to figure
def segment(name: str) -> str:
    """`name` as one path segment of an IRI (RFC 3987): Chinese stays legible, what may not stand there is escaped."""
    return _UNFIT.sub(
        lambda unfit: "".join(f"%{byte:02X}" for byte in unfit.group().encode(errors="surrogatepass")), name
    )


def term(prefixed: str) -> str:
    """The IRI of a prefixed name of a known vocabulary, as in `term("qb:Observation")`."""
    prefix, _, local = prefixed.partition(":")
    return PREFIXES[prefix] + local


@lru_cache(4096)  # the code lists have some hundreds; every figure names six or so of them
def concept(scheme: str, identifier: str) -> str:
    return f"{BASE}concept/{scheme}/{segment(identifier)}"


def jurisdiction(place: Jurisdiction) -> str:
    return f"{BASE}jurisdiction/{segment(place.key)}"


def agency(body: Agency) -> str:
    return f"{BASE}agency/{segment(body.code)}/{_slug(body)}"


def _slug(body: Agency) -> str:
    return segment(body.kind if body.kind and body.sole else body.name)


def channel(outlet: Channel) -> str:
    return f"{BASE}channel/{segment(outlet.code)}/{outlet.type}/{segment(outlet.name)}"


def document(citation: Citation) -> str:
    return f"{BASE}document/{segment(citation.title)}"


def reader(who: str) -> str:
    """Who corrects, by the name that the file of corrections gives."""
    return f"{BASE}reader/{segment(who)}"


def correction(report_iri: str, one: Correction) -> str:
    """Named by its contents, so that it is the same in every build and on whatever line of the file it stands."""
    return f"{report_iri}/correction/{hashlib.sha256(repr(one).encode()).hexdigest()[:16]}"


@lru_cache(256)  # nearly all figures are of the days of their report
def period(days: Period) -> str:
    return f"{BASE}period/{days.start.isoformat()}/{days.end.isoformat()}"


def report(masthead: Masthead) -> str:
    return f"{BASE}report/{segment(masthead.jurisdiction.key)}/{_slug(masthead.issuer)}/{masthead.year}"


def table(report_iri: str, number: int) -> str:
    """A table of a report, counted from 0."""
    return f"{report_iri}/text#table={number}"


CELL: Final = "%s/text#table=%d&row=%d&col=%d"


def cell(report_iri: str, at: CellPlace) -> str:
    return CELL % (report_iri, at.table, at.row, at.column)


# A stretch of a report's text as RFC 5147 fragment: code points, end exclusive.
PLACE: Final = "%s/text#char=%d,%d"


def place(report_iri: str, span: Span) -> str:
    return PLACE % (report_iri, span.start, span.end)
