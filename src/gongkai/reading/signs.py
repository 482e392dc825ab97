"""Words of one cell, without blanks -> whether they are a value or the counter of one."""

import re
from functools import cache

from gongkai.vocabulary.files import alternatives, yaml_of

_NUMBER = r"(?:增|减)?[-+－]?\d[\d,]*(?:\.\d+)?"
_NONE = r"[-－—–]{1,2}|[/无]"
# A line whose last words may be a value: no sign of prose stands behind its last digit, but for a remark in brackets.
_MAY_END_SO = re.compile(r"[-－—–/无\d](?:(?<=\d)[^\n。；！？，（]*+(?:（[^（）\n]*+）)*+)?+(?:[^\S\n]|\|)*+$")
_ENDS_OF_PROSE = tuple("。；！？，")  # which most lines have


def is_unit(words: str) -> bool:
    """Whether the words are a counter alone: 件, 万元."""
    return _unit().fullmatch(words) is not None


def is_value(words: str) -> bool:
    """Whether the words are a number, also with its unit and a remark in brackets, or a sign for none."""
    return _value().fullmatch(words) is not None


def may_end_lines(text: str) -> bool:
    """Whether any line below the first may end in a value; without one, as most prose is, no table need be sought."""
    return any(_MAY_END_SO.search(line) for line in text.split("\n")[1:] if not line.endswith(_ENDS_OF_PROSE))


@cache
def _unit() -> re.Pattern[str]:
    top = yaml_of("wordings/numerals.yaml")
    return re.compile(alternatives([*top["units"].texts(), *(form for form, _ in top["unit_forms"].items())]))


@cache
def _value() -> re.Pattern[str]:
    return re.compile(rf"{_NUMBER}(?:万|{_unit().pattern})?(?:（[^（）]*）)?|{_NONE}")
