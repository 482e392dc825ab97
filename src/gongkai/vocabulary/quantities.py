"""ontology/wordings/numerals.yaml -> what tells a figure from a date; how figures are hedged, scaled, counted."""

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from gongkai.errors import BadOntology
from gongkai.frozen import frozen
from gongkai.model import Qualifier
from gongkai.vocabulary.files import Leaf, alternatives, compiled, yaml_of


@frozen
class NumeralClass:
    """Runs of digits within `pattern` are of class `id`, unless their clause matches `unless`.

    `at_number`: a match begins where a run of digits does, which has so many `digits`. `near`: what character stands by
    a number in every match, if that is known. `has`: words of which a match holds one at least, if there are any.
    """

    id: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    at_number: bool
    digits: range
    near: re.Pattern[str] | None
    has: tuple[str, ...]


@frozen
class Plans:
    """Words of aims for the future, see numerals.yaml."""

    anywhere: re.Pattern[str]
    in_outlook: re.Pattern[str]
    outlook_starts: re.Pattern[str]


@frozen
class Spelled:
    """Figures in words: groups number, hedge, scale, unit, after; and the deeds that make them count.

    `grand` matches in no text without `grand_has`.
    """

    pattern: re.Pattern[str]
    deeds: re.Pattern[str]
    single: re.Pattern[str]
    grand: re.Pattern[str]
    grand_has: str


@frozen
class Measure:
    """What stands behind a number, up to `end`: how often it counts, its unit in base form, how exact it is."""

    scale: int
    unit: str
    hedge: Qualifier
    end: int

    @property
    def said(self) -> bool:
        """Whether a unit or a scale is there at all."""
        return bool(self.unit) or self.scale > 1


@dataclass(frozen=True, slots=True, eq=False)
class Quantities:
    """Loaded once, and the same as itself only.

    `tail` reads on from the end of a number, `before` back from its start (groups named by what they say).
    """

    classes: tuple[NumeralClass, ...]
    plans: Plans
    scales: dict[str, int]
    hedges: dict[str, Qualifier]
    unit_forms: dict[str, str]
    before: re.Pattern[str]
    before_ends: frozenset[str]
    tail: re.Pattern[str]
    spelled: Spelled

    def begun_by(self, digits: int, behind: str) -> tuple[int, ...]:
        """By their places in `classes`, those that may begin with a number of so many digits before this character; it
        is "" at the end of the text."""
        return _begun_by(self, digits, behind)

    def hedge_before(self, text: str, at: int) -> re.Match[str] | None:
        """The hedge that ends at `at`."""
        if text[at - 1 : at] not in self.before_ends:
            return None
        return self.before.search(text, max(0, at - _LONGEST_HEDGE), at)

    def measure(self, text: str, at: int) -> Measure:
        """Of the number that ends at `at`: 万元 counts ten thousand 元, 5500余件 is over 5500 件."""
        if at == len(text):  # as in most cells of tables
            return Measure(1, "", "", at)
        tail = self.tail.match(text, at)
        assert tail is not None  # every part of it may be missing
        if tail.end() == at:
            return Measure(1, "", "", at)
        first, scale, second, unit, third = tail.groups()
        unit, word = unit or "", first or second or third
        counted = (self.scales[scale] if scale else 1) * (_WAN if unit == _WAN_YUAN else 1)
        return Measure(counted, self.unit_forms.get(unit, unit), self.hedges[word] if word else "", tail.end())


@lru_cache(maxsize=4096)
def _begun_by(known: Quantities, digits: int, behind: str) -> tuple[int, ...]:
    return tuple(
        at
        for at, one in enumerate(known.classes)
        if one.at_number and digits in one.digits and (one.near is None or one.near.match(behind))
    )


_LONGEST_HEDGE = 4
_WAN, _WAN_YUAN = 10_000, "万元"
_NUMBER = "number"
_ANY = sys.maxsize - 1


def load() -> Quantities:
    top = yaml_of("wordings/numerals.yaml")
    hedges = {
        word: cast("Qualifier", qualifier)
        for side in ("hedges_before", "hedges_after")
        for qualifier, leaf in top[side].items()
        for word in leaf.texts()
    }
    scales = {word: leaf.number() for word, leaf in top["scales"].items()}
    unit_forms = {form: leaf.text() for form, leaf in top["unit_forms"].items()}
    return Quantities(
        classes=tuple(_class(leaf) for leaf in top["classes"].each()),
        plans=_plans(top["plans"]),
        scales=scales,
        hedges=hedges,
        unit_forms=unit_forms,
        before=compiled(
            f"(?<![{top['hedges_not_after'].text()}])(?:{alternatives(_words(top['hedges_before']))})$", "hedges_before"
        ),
        before_ends=frozenset(word[-1] for word in _words(top["hedges_before"])),
        tail=_tail(top, scales, unit_forms),
        spelled=_spelled(top),
    )


def _class(leaf: Leaf) -> NumeralClass:
    unless, at, near = leaf.get("unless"), leaf.get("at"), leaf.get("near")
    if at.text() not in ("", _NUMBER):
        raise BadOntology(f"{at.where}: a class is looked for at: {_NUMBER}, or everywhere; correct it or leave it out")
    return NumeralClass(
        id=leaf["class"].text(),
        pattern=leaf["pattern"].pattern(),
        unless=unless.pattern() if unless else None,
        at_number=bool(at),
        digits=_range(leaf.get("digits")),
        near=near.pattern() if near else None,
        has=leaf.get("has").texts(),
    )


def _range(leaf: Leaf) -> range:
    least, to, most = leaf.text().partition("-")
    try:
        return range(int(least or 1), int(most or (_ANY if to or not least else least)) + 1)
    except ValueError:
        raise BadOntology(f"{leaf.where}: {leaf.text()!r} is no range; write 4, 1-2 or 16-") from None


def _plans(leaf: Leaf) -> Plans:
    return Plans(leaf["anywhere"].pattern(), leaf["in_outlook"].pattern(), leaf["outlook_starts"].pattern())


def _words(leaf: Leaf) -> list[str]:
    return [word for _, words in leaf.items() for word in words.texts()]


def _tail(top: Leaf, scales: dict[str, int], unit_forms: dict[str, str]) -> re.Pattern[str]:
    after = top["hedges_after"]
    over = alternatives(after["over"].texts())
    exact = alternatives(word for word in _words(after) if word not in after["over"].texts())
    units = alternatives({*top["units"].texts(), *unit_forms})
    return compiled(
        f"(?P<hedge1>{over})?(?P<scale>{alternatives(scales)})?(?P<hedge2>{over})?"
        rf"(?:\s?(?!{top['not_units'].text()})(?P<unit>{units})(?:{top['unit_remark'].text()})?)?(?P<hedge3>{exact}|(?:{over})(?=[，。；、]))?",
        "units",
    )


def _spelled(top: Leaf) -> Spelled:
    words = top["words"]
    over = alternatives(top["hedges_after"]["over"].texts())
    characters = words["characters"].text()
    # What must not stand before is asked behind the first character, so that a search skips all others.
    pattern = (
        rf"(?P<number>[{characters}](?<!{'.)(?<!'.join(words['not_after'].text().split('|'))}.)(?<![{characters}万\d.].)"
        f"[{characters}]*)(?P<hedge1>{over})?(?P<scale>万)?(?P<hedge2>{over})?"
        f"(?P<unit>{alternatives(words['units'].texts())})(?P<hedge3>)(?!{words['not_before'].text()})"
    )
    return Spelled(
        pattern=compiled(pattern, "words"),
        deeds=words["deeds"].pattern(),
        single=words["single"].pattern(),
        grand=words["grand"]["pattern"].pattern(),
        grand_has=words["grand"]["has"].text(),
    )
