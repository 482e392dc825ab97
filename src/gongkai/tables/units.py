"""A cell with its labels -> the unit that is printed beside or above it, else that of the form."""

import re

from gongkai.tables.cells import Printed
from gongkai.tables.matching import Reading
from gongkai.vocabulary.quantities import Quantities

_BRACKETED = re.compile(r"（(?:单位[:：]?)?(?P<unit>[^（）\d]{1,4})）")


def unit_of(reading: Reading, quantities: Quantities) -> Printed:
    """Of a figure that names no unit itself: the unit in a cell of its row, or in brackets of a label."""
    labels = [entry.words for entry in reading.row.entries if entry is not reading.entry and entry.words]
    bracketed = [match["unit"] for words in (*labels, reading.above) for match in _BRACKETED.finditer(words)]
    for words in (*labels, *bracketed):
        measure = quantities.measure(words, 0)
        if measure.unit and measure.end == len(words):
            return Printed(measure.unit, measure.scale)
    heading = reading.heading
    return Printed(heading.unit or reading.column.unit, heading.scale)
