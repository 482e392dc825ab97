"""A term in N-Triples <-> the term that a variable of a query is bound to."""

import re
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from gongkai.errors import BadQuery

# The parser below says whether IRI, escapes and language are well formed; this, that there is one term and no more.
_ONE: Final = re.compile(r'<[^<>]*>|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^<>]*>)?')


def read(text: str) -> NamedNode | Literal:
    """The IRI or literal that is written there; BadQuery where it is neither."""
    if not _ONE.fullmatch(text):
        raise BadQuery(f"{text!r} is no IRI in angle brackets and no literal in quotes, as N-Triples writes them")
    try:
        (triple,) = parse(f"<x:x> <x:x> {text} .", format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise BadQuery(f"{text!r} is no term of N-Triples: {' '.join(str(error).split())}") from error
    term = triple.object
    assert isinstance(term, (NamedNode, Literal))
    return term
