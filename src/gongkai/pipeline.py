"""The order of the stages, and nothing else: files -> all that they state -> their triples.

Reports go through a stage together, and then through the next: the code and the tables of all stages do not fit the
nearest caches at once, and 48 short reports take four fifths of the time that they take one after the other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from gongkai import checks, corrections, graph, linking, mentions, prose, reading, structure, tables
from gongkai.errors import NotAReport, UnreadableReport
from gongkai.mentions.numerals import accounts_of
from gongkai.model import Correction, Document, Extract, Home, Issue, Manuscript
from gongkai.vocabulary import Vocabulary

Before = TypeVar("Before")
After = TypeVar("After")
Refusal = UnreadableReport | NotAReport


@dataclass(frozen=True, slots=True)
class _Placed:
    """A document of which it is known whose report it is, and what is not sure about that."""

    document: Document
    home: Home
    issues: list[Issue]


def extract_of(path: Path, words: Vocabulary, corrected: Sequence[Correction] = ()) -> Extract:
    """Read one report and give all that it states, and all that could not be used; raises UnreadableReport.

    Of the corrections those hold that concern this report.
    """
    (extract,) = extracts_of([path], words, corrected)
    if isinstance(extract, UnreadableReport):
        raise extract
    return extract


def extracts_of(
    paths: Sequence[Path], words: Vocabulary, corrected: Sequence[Correction] = ()
) -> list[Extract | UnreadableReport]:
    """The same of several reports; in the place of one that cannot be used, what is wrong with it."""
    return _in_force(paths, _each(reading.read, paths), words, corrected)


def extracts_from(
    files: Sequence[tuple[Path, bytes]], words: Vocabulary, corrected: Sequence[Correction] = ()
) -> list[Extract | UnreadableReport]:
    """The same of the bytes of files that may lie on another machine."""
    manuscripts = _each(lambda file: reading.manuscript_of(*file), files)
    return _in_force([path for path, _ in files], manuscripts, words, corrected)


def triples_of(extract: Extract) -> list[str]:
    """All that depends on one report alone, as lines of N-Triples: what it states, and how its figures fit together."""
    (findings,) = checks.findings_of([extract])
    return graph.triples_of(extract, findings)


def contents_of(extracts: Sequence[Extract]) -> list[bytes]:
    """The same lines of several reports, as they stand in their shards."""
    return graph.contents_of(extracts, checks.findings_of(extracts))


def _in_force(
    paths: Sequence[Path],
    manuscripts: Iterable[Manuscript | Refusal],
    words: Vocabulary,
    corrected: Sequence[Correction],
) -> list[Extract | UnreadableReport]:
    outlined = _each(partial(structure.outline, layout=words.layout), manuscripts)
    placed = _each(partial(_placed, words=words), outlined)
    extracts = iter(_extracts([one for one in placed if isinstance(one, _Placed)], words))
    return [
        corrections.apply(next(extracts), corrected, words) if isinstance(one, _Placed) else _named(path, one)
        for path, one in zip(paths, placed, strict=True)
    ]


def _each(stage: Callable[[Before], After], given: Iterable[Before | Refusal]) -> list[After | Refusal]:
    """What a stage makes of each; who was refused before, or is by this stage, is left out of those that follow."""

    def tried(one: Before | Refusal) -> After | Refusal:
        if isinstance(one, UnreadableReport | NotAReport):
            return one
        try:
            return stage(one)
        except (UnreadableReport, NotAReport) as error:
            return error

    return list(map(tried, given))


def _named(path: Path, refusal: Refusal) -> UnreadableReport:
    """The refusal with the file that it is of."""
    return refusal if isinstance(refusal, UnreadableReport) else UnreadableReport(f"{path}: {refusal}")


def _placed(document: Document, words: Vocabulary) -> _Placed:
    masthead, issues = linking.masthead_of(document, words)
    return _Placed(document, linking.home_of(masthead, words), issues)


def _extracts(placed: Sequence[_Placed], words: Vocabulary) -> list[Extract]:
    documents, homes = [one.document for one in placed], [one.home for one in placed]
    named = mentions.mentions_of(documents, homes, words)
    tabulated = [tables.tabulate(one.document, one.home, words) for one in placed]
    told = prose.facts_of(documents, homes, named, words)
    return [
        Extract(
            document=one.document,
            masthead=one.home.masthead,
            facts=(*facts, *tabulation.facts),
            accounts=tuple(accounts_of(one.document, found.numerals, tabulation.facts, tabulation.labels)),
            issues=(*one.issues, *mentions.unlinked(one.document, found), *tabulation.issues),
            matches=tabulation.matches,
        )
        for one, found, tabulation, facts in zip(placed, named, tabulated, told, strict=True)
    ]
