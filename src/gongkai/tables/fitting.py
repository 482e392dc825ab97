"""Lines of labels without the places of merged cells -> the columns of a form in their order, if only one can be.

Text copied from a page says a merged cell once and leaves out the rest of it, so that a label's number in its line
is not that of its column. The form says which labels reach over which columns: each way is sought to lay these out so
that every line has its labels from left to right, every label over others stands above them, and those below it side
by side. Two ways are none, as then a figure could be another's.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from gongkai.frozen import frozen
from gongkai.vocabulary.layouts import Block, Head, Heading


@frozen
class Label:
    """What stands above values: its words, the label of the form that they mean, empty for none, and its column."""

    words: str
    name: str
    at: int


Line = tuple[Label, ...]
Fit = tuple[tuple[Heading, Label], ...]
_Ends = tuple[int, ...]
_Opened = tuple[tuple[Head, int], ...]

# Layouts of what people write are found in some twenty steps; what takes more than these is refused.
_MOST_STEPS = 500


def fit_of(lines: Sequence[Line], block: Block) -> Fit:
    """The columns of the form from the left, each with the label that names it; empty for no way, and for several."""
    names = Counter(label.name for line in lines for label in line)
    heads = tuple(head for head in block.heads if names[head.label])
    told = {column.within for column in block.columns}
    if any(names[head.label] > 1 or (head.label in told and not names[head.label]) for head in block.heads):
        return ()
    search = _Search(tuple(lines), heads, block.columns)
    for stubs in product(*(sorted({0, _leading(line)}) for line in lines)):
        if sum(map(len, lines)) - sum(stubs) == len(heads) + len(block.columns):
            search.go(stubs, stubs, (), ())
    fits = list(search.fits.values())
    return fits[0] if len(fits) == 1 and search.ended and _agrees(fits[0], block) else ()


def _leading(line: Line) -> int:
    """How many labels that the form does not have a line begins with; they may head the labels of the rows."""
    return next((at for at, label in enumerate(line) if label.name), len(line))


def _agrees(fit: Fit, block: Block) -> bool:
    """A label in other words is known by its place only in the form's order, and no column tells another order."""
    in_order = tuple(heading for heading, _ in fit) == block.columns
    places = [label.at for _, label in fit]
    spread = len(set(places)) == len(places)
    return (in_order or all(label.name for _, label in fit)) and not (
        spread and any(right < left for left, right in pairwise(places))
    )


@dataclass
class _Search:
    """Columns are taken from the left, each with the labels over it that are not yet open."""

    lines: tuple[Line, ...]
    heads: tuple[Head, ...]
    columns: tuple[Heading, ...]
    fits: dict[tuple[int, ...], Fit] = field(default_factory=dict)
    steps: int = 0

    @property
    def ended(self) -> bool:
        """Whether all ways were tried, unless there are several."""
        return self.steps <= _MOST_STEPS

    def go(self, stubs: _Ends, ends: _Ends, taken: tuple[tuple[int, Label], ...], opened: _Opened) -> None:
        """`ends`: how much of each line is taken, `stubs`: of which so many labels are no column's."""
        self.steps += 1
        if not self.ended or len(self.fits) > 1:
            return
        left = set(range(len(self.columns))) - {column for column, _ in taken}
        if not left:
            order = tuple(column for column, _ in taken)
            self.fits.setdefault(order, tuple((self.columns[column], label) for column, label in taken))
            return
        opened = tuple((head, row) for head, row in opened if not left.isdisjoint(head.columns))
        within = left.intersection(opened[-1][0].columns) if opened else left
        known = [head for head, _ in opened]
        next_ones = {line[end].name for line, end in zip(self.lines, ends, strict=True) if end < len(line)}
        for column in sorted(within):
            name = self.columns[column].labels[0]
            if name not in next_ones and "" not in next_ones:
                continue
            over = [head for head in self.heads if column in head.columns and head not in known]
            names = [*(head.label for head in over), name]
            for rows in self._down(names, opened[-1][1] if opened else -1, ends, stubs if taken else None):
                further = tuple(end + (row in rows) for row, end in enumerate(ends))
                label = self.lines[rows[-1]][ends[rows[-1]]]
                now = (*opened, *zip(over, rows[:-1], strict=True))
                self.go(stubs, further, (*taken, (column, label)), now)

    def _down(self, names: Sequence[str], above: int, ends: _Ends, stubs: _Ends | None) -> Iterator[tuple[int, ...]]:
        """The lines that can have these labels next, each below the other.

        A line that begins with labels of no column begins at the left edge: `stubs`, once the first column is taken.
        """
        if not names:
            yield ()
            return
        for row in range(above + 1, len(self.lines)):
            line, end = self.lines[row], ends[row]
            if end == len(line) or (stubs and 0 < stubs[row] == end):
                continue
            if line[end].name == names[0] or (len(names) == 1 and not line[end].name):
                for rows in self._down(names[1:], row, ends, stubs):
                    yield (row, *rows)
