"""A seed and a count -> documents with truth, every edition, format and peculiarity in turn, always the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from generator.peculiarities import PECULIARITIES, Peculiarity
from generator.reports import Edition, report_of
from generator.truth import Figure
from generator.writing import Format, write


@dataclass(frozen=True, slots=True)
class Case:
    edition: Edition
    form: Format
    peculiarity: Peculiarity


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    content: bytes
    truth: tuple[Figure, ...]
    case: Case


def cases(only: str = "") -> tuple[Case, ...]:
    return tuple(
        Case(edition, form, peculiarity)
        for peculiarity in PECULIARITIES
        if only in ("", peculiarity.id)
        for edition in peculiarity.editions
        for form in peculiarity.formats
    )


def document_of(seed: int, index: int, case: Case) -> Document:
    rng = Random(f"{seed}-{index}-{case.edition}-{case.form}-{case.peculiarity.id}")
    report = case.peculiarity.change(report_of(rng, case.edition, case.peculiarity.extra), rng)
    content = write(report, case.form, case.peculiarity.style)
    name = f"{case.peculiarity.id}-{case.edition}-{index}.{case.form}"
    return Document(name, content, report.figures, case)


def documents(seed: int, count: int, chosen: Sequence[Case] = ()) -> Iterator[Document]:
    kinds = chosen or cases()
    for index in range(count):
        yield document_of(seed, index, kinds[index % len(kinds)])
