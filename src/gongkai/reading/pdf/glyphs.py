"""What a page is made of for those who read it: characters and rules, in points, y growing downwards."""

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.reading.rulings import Rule


class Glyph(NamedTuple):
    """One character: its font's box and its origin on the base line.

    `turn` counts the quarter turns, counter-clockwise, by which it stands against the page's other text. A page has a
    thousand of them: a tuple is made in a third of the time that a frozen dataclass takes.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    turn: int

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, from 1. `pictured` says that a picture takes much of it, `lost` that its text cannot be had."""

    number: int
    top: float
    bottom: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictured: bool
    lost: bool


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """The point after `turn` quarter turns clockwise about the origin."""
    for _ in range(turn):
        x, y = -y, x
    return x, y


def uprighted(glyph: Glyph, turn: int) -> Glyph:
    """The glyph after `turn` quarter turns clockwise about the origin."""
    if not turn:
        return glyph
    one, other = turned(glyph.left, glyph.top, turn), turned(glyph.right, glyph.bottom, turn)
    x, y = turned(glyph.x, glyph.y, turn)
    return glyph._replace(
        left=min(one[0], other[0]),
        top=min(one[1], other[1]),
        right=max(one[0], other[0]),
        bottom=max(one[1], other[1]),
        x=x,
        y=y,
        turn=(glyph.turn - turn) % 4,
    )
