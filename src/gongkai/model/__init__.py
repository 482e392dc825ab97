"""The values that cross borders between stages. Read this first: a sentence becomes facts, a fact becomes triples.

In the order in which they come about: document, issuer, mention, correction, fact, finding.
"""

from gongkai.model.correction import Action, Correction, CorrectionStatus, Pairs, Pending, Settled, Settlement, Spot
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
from gongkai.model.finding import Finding, FindingStatus, Place
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
    "Action",
    "Agency",
    "Cell",
    "CellPlace",
    "Channel",
    "Citation",
    "Correction",
    "CorrectionStatus",
    "Disclosure",
    "Document",
    "Doubt",
    "Extract",
    "Fact",
    "Finding",
    "FindingStatus",
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
    "Pairs",
    "Pending",
    "Period",
    "Place",
    "Provenance",
    "Qualifier",
    "Quantity",
    "Reference",
    "Section",
    "Sentence",
    "Settled",
    "Settlement",
    "Shortcoming",
    "Source",
    "Spot",
    "Status",
    "Table",
]
