"""ontology/comparing.yaml -> which figures of reports may be compared and added up."""

from dataclasses import dataclass
from functools import cache

from gongkai.vocabulary.files import yaml_of


@dataclass(frozen=True, slots=True)
class Comparability:
    """Metrics and units whose figures are not comparable; the dimension of change with its ends; the rule of tables."""

    incomparable: frozenset[str]
    shares: frozenset[str]
    change: str
    before: str
    after: str
    table: str


@cache
def comparability() -> Comparability:
    top = yaml_of("comparing.yaml")
    change = top["change"]
    return Comparability(
        incomparable=frozenset(top["incomparable"].texts()),
        shares=frozenset(top["shares"].texts()),
        change=change["dimension"].text(),
        before=change["before"].text(),
        after=change["after"].text(),
        table=top["table"].text(),
    )
