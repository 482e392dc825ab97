"""A store -> what the checks came to in it, what breaks its shapes, and what joins reports: a year against the last."""

from gongkai.auditing.evidence import Evidence, Sides, sides
from gongkai.auditing.findings import counts, findings
from gongkai.auditing.shapes import Violation, violations
from gongkai.auditing.successions import judge, successions

__all__ = [
    "Evidence",
    "Sides",
    "Violation",
    "counts",
    "findings",
    "judge",
    "sides",
    "successions",
    "violations",
]
