"""Files under ontology/ -> plain values; what is wrong in them is said with the file's name and the mend."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from gongkai import resources
from gongkai.errors import BadOntology

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def _path(name: str) -> Path:
    return resources.folder("ontology") / name


class Leaf:
    """One node of a YAML file, which knows where it stands; each reading checks the shape and names the mend."""

    __slots__ = ("_value", "where")

    def __init__(self, value: Plain, where: str) -> None:
        self._value = value
        self.where = where

    def __getitem__(self, key: str) -> "Leaf":
        if not isinstance(self._value, dict) or key not in self._value:
            raise BadOntology(f"{self.where}: the key {key!r} is missing; add it")
        return Leaf(self._value[key], f"{self.where}: {key}")

    def get(self, key: str) -> "Leaf":
        """The node under `key`, or one that reads as nothing where there is none."""
        return self[key] if isinstance(self._value, dict) and key in self._value else Leaf(None, self.where)

    def __bool__(self) -> bool:
        return self._value not in (None, "", [], {})

    def items(self) -> list[tuple[str, "Leaf"]]:
        if self._value is None:
            return []
        if not isinstance(self._value, dict):
            raise BadOntology(f"{self.where}: this must be a mapping of names to values")
        return [(str(key), Leaf(value, f"{self.where}: {key}")) for key, value in self._value.items()]

    def each(self) -> list["Leaf"]:
        if self._value is None:
            return []
        if not isinstance(self._value, list):
            raise BadOntology(f"{self.where}: this must be a list")
        return [Leaf(value, f"{self.where}: item {at}") for at, value in enumerate(self._value, 1)]

    def text(self) -> str:
        if self._value is None:
            return ""
        if isinstance(self._value, (dict, list)):
            raise BadOntology(f"{self.where}: this must be one text")
        return str(self._value)

    def number(self) -> int:
        if not isinstance(self._value, int):
            raise BadOntology(f"{self.where}: this must be a whole number")
        return self._value

    def texts(self) -> tuple[str, ...]:
        """A list of texts, or one text of words parted by blanks."""
        if self._value is None:
            return ()
        if isinstance(self._value, str):
            return tuple(self._value.split())
        return tuple(leaf.text() for leaf in self.each())

    def pattern(self) -> re.Pattern[str]:
        return compiled(self.text(), self.where)

    def patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(leaf.pattern() for leaf in self.each())


def compiled(expression: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(expression)
    except re.error as error:
        raise BadOntology(f"{where}: {expression!r} is no regular expression ({error})") from error


def alternatives(words: Iterable[str]) -> str:
    """The words as one group of a regular expression, in which the longest is found.

    Words that begin alike share their beginning: of several hundred words a few are tried at each place, not all.
    """
    following: dict[str, set[str]] = {}
    for word in words:
        if word:
            following.setdefault(word[0], set()).add(word[1:])
    return "|".join(re.escape(first) + _rest(rests) for first, rests in sorted(following.items()))


def _rest(rests: set[str]) -> str:
    if rests == {""}:
        return ""
    return f"(?:{alternatives(rests)})" + ("?" if "" in rests else "")


def names_in(folder: str, pattern: str) -> list[str]:
    """The files of a folder under ontology/, by name."""
    return sorted(f"{folder}/{path.name}" for path in _path(folder).glob(pattern))


def yaml_of(name: str) -> Leaf:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return Leaf(yaml.load(_path(name).read_text(encoding="utf-8"), Loader=loader), f"ontology/{name}")
    except (OSError, yaml.YAMLError) as error:
        raise BadOntology(f"ontology/{name}: {' '.join(str(error).split())}") from error


def rows_of(name: str) -> list[dict[str, str]]:
    try:
        with _path(name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as error:
        raise BadOntology(f"ontology/{name}: {error}") from error
