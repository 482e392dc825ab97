"""A cell with its labels -> the unit that is printed beside or above it, else that of the form."""

import re
from functools import lru_cache

from gongkai.tables.cells import Printed
from gongkai.tables.matching import Reading
from gongkai.vocabulary.quantities import Quantities

_BRACKETED = re.compile(r"（(?:单位[:：]?)?(?P<unit>[^（）\d]{1,4})）")


def unit_of(reading: Reading, quantities: Quantities) -> Printed:
    """Of a figure that names no unit itself: the unit in a cell of its row, or in brackets of a label."""
    labels = [entry.words for entry in reading.row.labels if entry is not reading.entry]
    heading = reading.heading
    return (
        next((unit for words in labels if (unit := _printed(words, quantities))), None)
        or next((unit for words in labels if (unit := _bracketed(words, quantities))), None)
        or _bracketed(reading.above, quantities)
        or Printed(heading.unit or reading.column.unit, heading.scale)
    )


# Labels recur from row to row, and from report to report.
@lru_cache(maxsize=4096)
def _printed(words: str, quantities: Quantities) -> Printed | None:
    """The unit that these words are, and nothing else."""
    measure = quantities.measure(words, 0)
    return Printed(measure.unit, measure.scale) if measure.unit and measure.end == len(words) else None


@lru_cache(maxsize=4096)
def _bracketed(words: str, quantities: Quantities) -> Printed | None:
    """The first unit that stands by itself in brackets."""
    found = (_printed(match["unit"], quantities) for match in _BRACKETED.finditer(words))
    return next((unit for unit in found if unit), None)
