"""A store -> what the checks came to in it, what breaks its shapes; and a report judged by that of the year before.

`judge` is what a build asks for that.
"""

from gongkai.auditing import successions as judge
from gongkai.auditing.evidence import Evidence, Sides, sides
from gongkai.auditing.findings import counts, findings
from gongkai.auditing.shapes import Violation, violations

__all__ = [
    "Evidence",
    "Sides",
    "Violation",
    "counts",
    "findings",
    "judge",
    "sides",
    "violations",
]
