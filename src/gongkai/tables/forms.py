"""Layouts -> forms: what can be told of each block before any table is seen, once for all tables."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from gongkai.tables.labels import Labels, bare
from gongkai.vocabulary.layouts import Block, Heading, Kind, Layouts

# A label as short as 其他 means a row only within its group.
_TELLING = 4


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A block with its labels. `openers` are the rows that open a group; `groups` has what a row may mean in each.

    `beneath` has the columns that there are under each set of the labels that stand above some of them; `above` all
    labels that stand above values; `orders` are those in which they may be printed: line by line, or each with
    what is below it. `telling` are those without which others below them mean several columns.
    """

    block: Block
    columns: Labels
    rows: Labels
    openers: Labels
    groups: dict[str, Labels]
    beneath: dict[frozenset[str], Labels]
    above: Labels
    orders: tuple[tuple[str, ...], ...]
    telling: frozenset[str]

    def name_above(self, said: str) -> str:
        """The label of the form that bare words above values mean, empty for none."""
        meant = self.above.meant(said)
        return meant.labels[0] if meant else ""

    def columns_under(self, above: Iterable[str]) -> Labels:
        """The columns that may stand under these words."""
        if len(self.beneath) == 1:
            return self.columns
        said = [*above]
        return self.beneath[frozenset(word for word in _withins(self.block) if any(word in words for words in said))]


@lru_cache(maxsize=8)
def forms_of(layouts: Layouts, kind: Kind) -> tuple[Form, ...]:
    return tuple(_form(block) for block in layouts.of(kind))


def _form(block: Block) -> Form:
    named = Counter(label for line in block.rows for label in line.labels)
    groups = {"", *(line.group for line in block.rows), *(line.under for line in block.rows)}
    withins = _withins(block)
    sets = [frozenset(some) for count in range(len(withins) + 1) for some in combinations(withins, count)]
    return Form(
        block,
        Labels(block.columns),
        Labels(block.rows),
        Labels(line for line in block.rows if line.group),
        {group: Labels(_in_group(group, block.rows, named)) for group in sorted(groups)},
        {some: Labels(one for one in block.columns if not one.within or one.within in some) for some in sets},
        Labels([*block.columns, *(Heading.of_words(head.label) for head in block.heads)]),
        _orders(block),
        frozenset(head.label for head in block.heads if any(block.columns[at].within for at in head.columns)),
    )


def _orders(block: Block) -> tuple[tuple[str, ...], ...]:
    heads = [(sum(head.columns[0] in over.columns for over in block.heads[:at]), head.columns[0], head.label)
             for at, head in enumerate(block.heads)]  # fmt: skip
    columns = [(sum(at in over.columns for over in block.heads), at, heading.labels[0])
               for at, heading in enumerate(block.columns)]  # fmt: skip
    lines = sorted([*heads, *columns])
    stretches = sorted(lines, key=lambda one: (one[1], one[0]))
    return tuple(tuple(label for _, _, label in order) for order in (lines, stretches))


def _withins(block: Block) -> list[str]:
    return sorted({heading.within for heading in block.columns if heading.within})


def _in_group(group: str, lines: tuple[Heading, ...], named: Counter[str]) -> list[Heading]:
    """The rows of the group, then those of others whose labels tell them by themselves."""
    within = [line for line in lines if line.under == group]
    return within + [line for line in lines if line not in within and _stands_alone(line, named)]


def _stands_alone(line: Heading, named: Counter[str]) -> bool:
    """Whether its label tells a row also outside of its group: no other row has it, and it is no 其他."""
    return not line.under or (all(named[label] == 1 for label in line.labels) and len(bare(line.labels[0])) >= _TELLING)
