"""Generated documents, read by the extractor -> a table of how well each peculiarity was read; exit 1 below the bar."""

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.corpus import Case, Document, cases, document_of
from generator.judging import Said, Tally, tally_of
from gongkai import flat, pipeline, vocabulary
from gongkai.errors import GongkaiError
from gongkai.model import NoValue
from gongkai.vocabulary import Vocabulary

BAR = 0.995
SEED = 2026
TIDY = ("none", "prose-only")
COLUMNS = ("documents", "wanted", "found", "core recall", "core prec.", "prose recall", "precision", "confused")


def said_of(path: Path, words: Vocabulary) -> list[Said]:
    extract = pipeline.extract_of(path, words)
    rows = zip(flat.rows_of(extract), extract.observations(), strict=True)
    said = []
    for row, fact in rows:
        pairs = tuple(tuple(pair.split("=", 1)) for pair in row.dimensions.split(";") if pair)
        empty = isinstance(fact.quantity, NoValue)
        said.append(
            Said(
                metric=row.metric,
                value=None if isinstance(fact.quantity, NoValue) else fact.quantity.value,
                status=fact.quantity.status if isinstance(fact.quantity, NoValue) else "",
                unit=row.unit,
                dimensions=tuple((name, value) for name, value in pairs),
                scope=row.scope,
                label=row.label,
                qualifier="" if empty else row.qualifier,
                start=row.start,
            )
        )
    return said


def judge(document: Document, folder: Path, words: Vocabulary) -> Tally:
    """A document that cannot be read has none of its figures found."""
    path = folder / document.name
    path.write_bytes(document.content)
    try:
        said = said_of(path, words)
    except GongkaiError as error:
        tally = tally_of(document.name, document.truth, [])
        tally.misses.insert(0, f"{document.name}: not read: {error}")
        return tally
    except Exception:
        traceback.print_exc()
        said = []
    return tally_of(document.name, document.truth, said)


def measure(documents: Iterable[Document], folder: Path) -> dict[Case, Tally]:
    words = vocabulary.load()
    tallies: dict[Case, Tally] = {}
    for document in documents:
        tallies.setdefault(document.case, Tally()).add(judge(document, folder, words))
    return tallies


def by_peculiarity(tallies: dict[Case, Tally]) -> dict[str, Tally]:
    return _gathered((case.peculiarity.id, tally) for case, tally in tallies.items())


def by_edition(tallies: dict[Case, Tally]) -> dict[str, Tally]:
    """By edition and format, of the documents with nothing peculiar; a peculiarity has a line of its own."""
    tidy = {case: tally for case, tally in tallies.items() if case.peculiarity.id in TIDY}
    return dict(sorted(_gathered((f"{case.edition} {case.form}", tally) for case, tally in tidy.items()).items()))


def _gathered(keyed: Iterable[tuple[str, Tally]]) -> dict[str, Tally]:
    sums: dict[str, Tally] = {}
    for key, tally in keyed:
        sums.setdefault(key, Tally()).add(tally)
    return sums


def table_of(sums: dict[str, Tally], title: str) -> list[str]:
    lines = [f"{title:<28}" + "".join(f"{column:>13}" for column in COLUMNS)]
    for key, tally in sums.items():
        shares = (tally.core_recall, tally.core_precision, tally.prose_recall, tally.precision)
        counts = f"{tally.documents:>13}{tally.wanted:>13}{tally.found:>13}"
        mark = "" if meets_bar(tally) else "  below the bar"
        lines.append(
            f"{key:<28}{counts}" + "".join(f"{share:>13.4f}" for share in shares) + f"{tally.confused:>13}{mark}"
        )
    return lines


def meets_bar(tally: Tally) -> bool:
    return min(tally.core_recall, tally.core_precision) >= BAR and not tally.confused


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--each", type=int, default=1, help="documents of each edition, format and peculiarity, at least"
    )
    parser.add_argument("--least", type=int, default=8, help="documents of each peculiarity, at least")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="one peculiarity")
    parser.add_argument("--edition", default="")
    parser.add_argument("--form", default="", help="txt, html, docx or pdf")
    parser.add_argument("--misses", type=int, default=0, help="lines of what was missed or too much, per peculiarity")
    parser.add_argument("--write", type=Path, help="keep the documents in this folder")
    options = parser.parse_args(arguments)
    chosen = [
        case
        for case in cases(options.only)
        if options.edition in ("", case.edition) and options.form in ("", case.form)
    ]
    kinds = Counter(case.peculiarity.id for case in chosen)
    made = (
        document_of(options.seed, index, case)
        for case in chosen
        for index in range(max(options.each, -(-_least(case, options.least) // kinds[case.peculiarity.id])))
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.write or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        tallies = measure(made, folder)
    return _report(tallies, options.misses)


def _least(case: Case, least: int) -> int:
    """More of the tidy ones, since each edition and format is judged by them alone."""
    return 6 * least if case.peculiarity.id in TIDY else least


def _report(tallies: dict[Case, Tally], misses: int) -> int:
    each, tidy = by_peculiarity(tallies), by_edition(tallies)
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    lines = [*table_of(each, "peculiarity"), "", *table_of(tidy, "edition and format, tidy"), ""]
    print("\n".join([*lines, *table_of({"all": total}, "")]))
    for name, tally in each.items():
        for miss in tally.misses[:misses]:
            print(f"{name}: {miss}")
    return 0 if all(map(meets_bar, (*each.values(), *tidy.values()))) else 1


if __name__ == "__main__":
    sys.exit(main())
