"""What all tests share: the vocabulary, loaded once; an invented report as a file, and what is read from it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

import series
from browsing import CHROMIUM, Visit, chromium, visiting
from gongkai import flat, pipeline, vocabulary
from gongkai.model import Extract
from gongkai.vocabulary import Vocabulary
from serving import Server, serving
from terminal import run

TITLE = "广元市2016年政府信息公开工作年度报告"

# The same cases wherever and whenever the tests run, and none that fails since the machine was busy: what nobody has
# thought of yet is looked for by `make fuzz`.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

Extractor = Callable[..., Extract]
Reader = Callable[..., list[flat.Row]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden and raise tests/scores.json")


@pytest.fixture(scope="session")
def updating(pytestconfig: pytest.Config) -> bool:
    """Whether what is pinned shall be written anew."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    return vocabulary.load()


@pytest.fixture
def numbered(tmp_path: Path) -> Iterator[Path]:
    """Paths of reports not yet written."""
    return (tmp_path / f"report-{number}.txt" for number in range(1, 1000))


@pytest.fixture
def extract(numbered: Iterator[Path], words: Vocabulary) -> Extractor:
    """extract(body, title): write a report and read it."""

    def extract_of(body: str, title: str = TITLE) -> Extract:
        path = next(numbered)
        path.write_text(f"{title}\n{body}\n", encoding="utf-8")
        return pipeline.extract_of(path, words)

    return extract_of


@pytest.fixture
def facts(extract: Extractor) -> Reader:
    """facts(body, title): the rows of its figures, in the order of the text."""

    def rows_of(body: str, title: str = TITLE) -> list[flat.Row]:
        return flat.rows_of(extract(body, title))

    return rows_of


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the two seeds, for reading only."""
    folder = tmp_path_factory.mktemp("seeds") / "store"
    assert run("build", "--store", folder).returncode == 0
    return folder


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Path:
    """A copy of it, for breaking."""
    return Path(shutil.copytree(store, tmp_path / "store"))


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the two seeds."""
    folder = tmp_path_factory.mktemp("seeds") / "gongkai.db"
    assert run("build", "--no-corrections", "--store", str(folder)).returncode == 0
    return folder


@pytest.fixture(scope="session")
def site(seeds_store: Path) -> Iterator[Server]:
    """`gongkai serve` over the seeds."""
    with serving(seeds_store, "--workers", "2") as running:
        yield running


@pytest.fixture(scope="session")
def years_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one series over the four editions."""
    folder = tmp_path_factory.mktemp("years")
    assert run("build", *series.written(folder / "reports"), "--store", folder / "gongkai.db").returncode == 0
    return folder / "gongkai.db"


@pytest.fixture(scope="session")
def years(years_store: Path) -> Iterator[Server]:
    """`gongkai serve` over that series."""
    with serving(years_store, "--workers", "1") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """No longer than a module: while it runs, its loop does, and no test can have one of its own."""
    if not CHROMIUM.exists():
        pytest.skip(f"needs a browser: {CHROMIUM}, of Debian's package chromium; `make browser` installs it")
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, site: Server) -> Iterator[Visit]:
    """A tab on the seeds' site, in which nothing may be complained of."""
    with visiting(browser, site.origin) as tab:
        yield tab
