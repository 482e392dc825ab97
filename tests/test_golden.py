"""What four reports come to, byte for byte; `pytest --update-golden` writes it anew, and the difference is reviewed."""

from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest

from gongkai import pipeline, resources
from gongkai.model import Extract
from gongkai.vocabulary import Vocabulary

HERE = Path(__file__).parent
INVENTED = HERE / "data" / "invented"
REPORTS = [
    *sorted(resources.folder("seeds").glob("*.txt")),
    INVENTED / "meteorological-administration-2022.txt",
    INVENTED / "tongling-2008.txt",
]
SHOWN = 20


def graph_in(extract: Extract) -> str:
    return "".join(f"{line}\n" for line in pipeline.triples_of(extract))


def issues_in(extract: Extract) -> str:
    return "".join(f"{one.span.start}-{one.span.end} {one.code} {one.message}\n" for one in extract.issues)


def test_two_of_the_reports_are_the_seeds() -> None:
    assert [path.stem for path in REPORTS[:2]] == ["suzhou-2016", "taicang-2017"]
    assert len(REPORTS) == 4


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_report_comes_to_what_it_came_to(report: Path, words: Vocabulary, updating: bool) -> None:
    extract = pipeline.extract_of(report, words)
    folder = HERE / "golden" / report.stem
    for name, found in (("graph.nt", graph_in(extract)), ("issues.txt", issues_in(extract))):
        if updating:
            folder.mkdir(parents=True, exist_ok=True)
            folder.joinpath(name).write_bytes(found.encode())
        golden = folder.joinpath(name).read_bytes().decode()
        changes = unified_diff(golden.splitlines(), found.splitlines(), "golden", "now", n=0, lineterm="")
        assert found == golden, "\n".join(islice(changes, SHOWN))
