"""What a generated report states: figures, each as a careful reader would write them down."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Status = Literal["", "not-stated", "dash", "slash", "none"]
Origin = Literal["table", "prose"]
Dimensions = tuple[tuple[str, str], ...]

# The metrics that every edition's form asks for.
CORE = frozenset(
    (
        "proactive-disclosures", "applications-received", "applications-carried-over", "applications-processed",
        "application-outcomes", "applications-carried-forward", "reconsiderations", "litigations", "request-fees",
        "press-conferences", "followers", "views", "documents-issued", "documents-repealed", "documents-in-force",
        "documents-made", "documents-newly-public", "documents-public", "decisions", "service-items",
        "service-items-change", "administrative-fees", "fee-items", "fee-items-change", "procurement-projects",
        "procurement-amount",
    )
)  # fmt: skip
# Judged by what their labels say.
LABELLED = frozenset(("items-published", "other"))
UNJUDGED = "*"


@dataclass(frozen=True, slots=True)
class Figure:
    """`metric`, `unit` and `label` may hold alternatives joined by |; `*` is not judged. Value in the base unit."""

    metric: str
    value: Decimal | None
    unit: str = "件"
    dimensions: Dimensions = ()
    scope: str = UNJUDGED
    label: str = ""
    qualifier: str = ""
    origin: Origin = "prose"
    status: Status = ""

    @property
    def is_core(self) -> bool:
        """Whether it is statutory; not where it may as well be something else that is counted."""
        metrics = set(self.metric.split("|"))
        return bool(metrics & CORE) and "other" not in metrics


def dimensions_of(**pairs: str) -> Dimensions:
    return tuple(sorted((name.replace("_", "-"), value) for name, value in pairs.items() if value))


def cell_figure(metric: str, value: Decimal | int, unit: str, **pairs: str) -> Figure:
    return Figure(metric, Decimal(value), unit, dimensions_of(**pairs), origin="table")
