"""A pattern such as `{=whole}共收到申请{received|件}` -> its sentence and the figures stated in it.

`{=word}` is a word of the issuer or year, `{name|unit}` a count by name, `{share PART WHOLE|label}` its share,
`{rand LOW HIGH|unit|metric|qualifier|label|dimension}` a figure of no consequence, `{say WORD VALUE|...}` one in
words, `{zero 未|metric}` a word that says 0, `{list KIND|unit|separator}` all parts of a breakdown that are not 0.
Alternatives are joined by a backslash.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from generator.prose.ledger import Entry, Ledger
from generator.truth import Figure

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
LABELS_FIRST = ("{label}{count}{unit}", "{label}的{count}{unit}", "{label}{count}{unit}")


@dataclass
class Writer:
    """Keeps the scope that the words of a pattern have set."""

    ledger: Ledger
    rng: Random
    scope: str = "*"
    figures: list[Figure] = field(default_factory=list)

    def write(self, pattern: str) -> str:
        return PLACEHOLDER.sub(lambda match: self._fill(match.group(1)), pattern)

    def _fill(self, code: str) -> str:
        if code.startswith("="):
            return self._word(code[1:])
        head, *rest = code.split("|")
        verb, *names = head.split()
        if verb == "share":
            return self._share(names[0], names[1], rest[0])
        if verb == "rand":
            return self._random(names[0], names[1], rest)
        if verb == "say":
            return self._say(names[0], names[1], rest)
        if verb == "zero":
            return self._zeros(names[0], rest)
        if verb == "list":
            return self._list(names[0], *rest)
        return self._count(self.ledger.entry(verb), rest[0])

    def _word(self, name: str) -> str:
        if name == "whole":
            self.scope = self.ledger.issuer.whole_scope if self.ledger.issuer.kind != "township" else "*"
        if name == "own":
            self.scope = "own"
        return self.ledger.words[name]

    def _state(self, figure: Figure) -> None:
        self.figures.append(replace(figure, scope=self.scope))

    def _count(self, entry: Entry, printed_unit: str) -> str:
        unit = _base(printed_unit)
        self._state(Figure(entry.metric, Decimal(entry.count), unit, entry.dimensions, label=entry.label))
        return f"{entry.count}{printed_unit}"

    def _share(self, part: str, whole: str, label: str) -> str:
        parts, total = self.ledger.entry(part).count, self.ledger.entry(whole).count
        places = Decimal(self.rng.choice(("0.1", "0.01")))
        share = (Decimal(100 * parts) / max(total, 1)).quantize(places, ROUND_HALF_UP)
        self._state(Figure("other", share, "%", label=label.replace("\\", "|")))
        return f"{share:f}%"

    def _random(self, low: str, high: str, rest: list[str]) -> str:
        decimals = len(low.partition(".")[2])
        scale = Decimal(10) ** decimals
        drawn = Decimal(self.rng.randint(int(Decimal(low) * scale), int(Decimal(high) * scale))) / scale
        return self._say(f"{drawn:f}", f"{drawn:f}", rest)

    def _say(self, printed: str, number: str, rest: list[str]) -> str:
        """Unit, metric, qualifier, label and dimension of a figure that no count has a name for."""
        unit, metric, qualifier, label, dimension = (*rest, "", "", "", "")[:5]
        value = Decimal(number) * (10_000 if unit.startswith("万") else 1)
        metric, label = metric.replace("\\", "|"), label.replace("\\", "|")
        dimensions = ((dimension.partition("=")[0], dimension.partition("=")[2]),) if dimension else ()
        self._state(Figure(metric, value, _base(unit) or "*", dimensions, label=label, qualifier=qualifier))
        return f"{printed}{unit}"

    def _zeros(self, word: str, metrics: list[str]) -> str:
        for metric in metrics:
            self._state(Figure(metric, Decimal(0), "*"))
        return word

    def _list(self, kind: str, unit: str, separator: str, numbers: str = "") -> str:
        """`numbers` is an ordinal before each part, with N for its number."""
        shape = self.rng.choice(LABELS_FIRST)
        words: list[str] = []
        for label, entry in self.ledger.parts(kind):
            if entry.count:
                self._state(Figure(entry.metric, Decimal(entry.count), _base(unit), entry.dimensions))
                ordinal = numbers.replace("N", str(len(words) + 1))
                words.append(ordinal + shape.format(label=label, count=entry.count, unit=unit))
        return separator.join(words)


def _base(printed: str) -> str:
    return re.sub("[万余多]", "", printed)
