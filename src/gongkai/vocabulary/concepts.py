"""ontology/concepts/SCHEME.ttl -> the ids of its concepts, without an RDF library: the files are written one way."""

import re
from functools import cache

from gongkai import resources
from gongkai.errors import BadOntology


@cache
def ids_of(scheme: str) -> frozenset[str]:
    """Of a scheme; raises BadOntology where there is none of that name."""
    path = resources.folder("ontology") / "concepts" / f"{scheme}.ttl"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise BadOntology(f"ontology/concepts/{scheme}.ttl: {error.strerror or error}") from error
    return frozenset(re.findall(rf"^<{re.escape(scheme)}/([^>]+)> a skos:Concept", text, re.MULTILINE))
