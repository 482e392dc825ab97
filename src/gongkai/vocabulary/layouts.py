"""ontology/layouts/*.yaml -> the statutory tables: the labels of rows and columns, and what each cell counts."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, cast

from gongkai.errors import BadOntology
from gongkai.vocabulary.files import Leaf, names_in, yaml_of

Kind = Literal["blocks", "matrix", "line"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or column: its label with variants, and what its cells count; empty where the other axis says it.

    under: the group of rows that it belongs to; group: the one that it opens; within: the label that stands above it;
    part_of: the label of the row or column whose figures its own are parts of;
    scale: of figures without a unit; channel: type and name of the one that its cells tell of, both empty for none.
    """

    labels: tuple[str, ...]
    metric: str
    unit: str
    scale: int
    dimensions: tuple[tuple[str, str], ...]
    under: str
    group: str
    within: str
    part_of: str
    channel: tuple[str, str]

    def __hash__(self) -> int:  # every cell asks for it, and labels tell nearly all headings apart
        return hash(self.labels)

    @classmethod
    def of_words(cls, label: str) -> "Heading":
        """A row that no form has: what it counts only its own words say."""
        return cls((label,), "other", "", 1, (), "", "", "", "", ("", ""))


@dataclass(frozen=True, slots=True)
class Head:
    """A label over several columns of the form, which are counted from 0."""

    label: str
    columns: range


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one row of columns, in the editions that have them; `layout` is an id of the scheme layout.

    heads: the labels that tell some columns from others by standing over them, each after the one that is over it.
    """

    layout: str
    kind: Kind
    editions: tuple[str, ...]
    marks: tuple[str, ...]
    heads: tuple[Head, ...]
    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Layouts:
    """Loaded once, and the same as itself only, so that what is made of it can be kept by it."""

    blocks: tuple[Block, ...]

    def of(self, kind: Kind) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind == kind)


def load() -> Layouts:
    return Layouts(tuple(block for name in names_in("layouts", "*.yaml") for block in _blocks(name, yaml_of(name))))


def _blocks(name: str, top: Leaf) -> list[Block]:
    layout = PurePath(name).stem
    kind = cast("Kind", top["kind"].text())
    parts = top["blocks"].each() if top.get("blocks") else [top]
    return [
        Block(
            layout,
            kind,
            (part.get("editions") or top["editions"]).texts(),
            part.get("marks").texts(),
            tuple(_head(leaf, len(part["columns"].each())) for leaf in part.get("heads").each()),
            tuple(_heading(leaf, top) for leaf in part["columns"].each()),
            tuple(_heading(leaf, top) for leaf in part.get("rows").each()),
        )
        for part in parts
    ]


def _head(leaf: Leaf, columns: int) -> Head:
    first, last = leaf["from"].number(), leaf["to"].number()
    if not 1 <= first <= last <= columns:
        raise BadOntology(
            f"{leaf.where}: a label reaches from one of the {columns} columns to another; mend from and to"
        )
    return Head(leaf["label"].text(), range(first - 1, last))


def _heading(leaf: Leaf, top: Leaf) -> Heading:
    return Heading(
        labels=(leaf["label"].text(), *leaf.get("variants").texts()),
        metric=leaf.get("metric").text(),
        unit=leaf.get("unit").text() or top.get("unit").text(),
        scale=leaf["scale"].number() if leaf.get("scale") else 1,
        dimensions=tuple((name, value.text()) for name, value in leaf.get("dims").items()),
        under=leaf.get("under").text(),
        group=leaf.get("group").text(),
        within=leaf.get("within").text(),
        part_of=leaf.get("part_of").text(),
        channel=(leaf.get("channel").get("type").text(), leaf.get("channel").get("name").text()),
    )
