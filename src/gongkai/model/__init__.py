"""The values that cross borders between stages. Read this first: a sentence becomes facts, a fact becomes triples.

In the order in which they come about: document, issuer, mention, fact.
"""

from gongkai.model.document import Cell, Document, Manuscript, Section, Sentence, Source, Table
from gongkai.model.fact import (
    Account,
    Disclosure,
    Extract,
    Fact,
    Issue,
    Match,
    Observation,
    Provenance,
    Reference,
    Shortcoming,
)
from gongkai.model.issuer import Agency, Channel, Home, Jurisdiction, Level, Masthead, Period
from gongkai.model.mention import (
    CellPlace,
    Citation,
    Doubt,
    Meaning,
    Mention,
    Mentions,
    NoValue,
    Numeral,
    Qualifier,
    Quantity,
    Status,
)

__all__ = [
    "Account",
    "Agency",
    "Cell",
    "CellPlace",
    "Channel",
    "Citation",
    "Disclosure",
    "Document",
    "Doubt",
    "Extract",
    "Fact",
    "Home",
    "Issue",
    "Jurisdiction",
    "Level",
    "Manuscript",
    "Masthead",
    "Match",
    "Meaning",
    "Mention",
    "Mentions",
    "NoValue",
    "Numeral",
    "Observation",
    "Period",
    "Provenance",
    "Qualifier",
    "Quantity",
    "Reference",
    "Section",
    "Sentence",
    "Shortcoming",
    "Source",
    "Status",
    "Table",
]
