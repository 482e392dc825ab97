"""The order of the stages, and nothing else: a file -> all that it states -> its triples."""

from collections.abc import Sequence
from pathlib import Path

from gongkai import checks, corrections, graph, linking, mentions, prose, reading, structure, tables
from gongkai.errors import NotAReport, UnreadableReport
from gongkai.mentions.numerals import accounts_of
from gongkai.model import Correction, Extract, Manuscript
from gongkai.vocabulary import Vocabulary


def extract_of(path: Path, words: Vocabulary, corrected: Sequence[Correction] = ()) -> Extract:
    """Read one report and give all that it states, and all that could not be used; raises UnreadableReport.

    Of the corrections those hold that concern this report.
    """
    return _in_force(path, reading.read(path), words, corrected)


def extract_from(path: Path, content: bytes, words: Vocabulary, corrected: Sequence[Correction] = ()) -> Extract:
    """The same of the bytes of a file that may lie on another machine."""
    return _in_force(path, reading.manuscript_of(path, content), words, corrected)


def _in_force(path: Path, manuscript: Manuscript, words: Vocabulary, corrected: Sequence[Correction]) -> Extract:
    try:
        return corrections.apply(_extract(manuscript, words), corrected, words)
    except NotAReport as error:
        raise UnreadableReport(f"{path}: {error}") from error


def _extract(manuscript: Manuscript, words: Vocabulary) -> Extract:
    document = structure.outline(manuscript, words.layout)
    masthead, issues = linking.masthead_of(document, words)
    home = linking.home_of(masthead, words)
    found = mentions.mentions_of(document, home, words)
    tabulation = tables.tabulate(document, home, words)
    return Extract(
        document=document,
        masthead=masthead,
        facts=(*prose.facts_of(document, home, found, words), *tabulation.facts),
        accounts=tuple(accounts_of(document, found.numerals, tabulation.facts, tabulation.labels)),
        issues=(*issues, *mentions.unlinked(document, found), *tabulation.issues),
        matches=tabulation.matches,
    )


def triples_of(extract: Extract) -> list[str]:
    """All that depends on one report alone, as lines of N-Triples: what it states, and how its figures fit together."""
    return graph.triples_of(extract, checks.findings_of(extract))


def content_of(extract: Extract) -> bytes:
    """The same lines as they stand in a shard."""
    return graph.content_of(extract, checks.findings_of(extract))
