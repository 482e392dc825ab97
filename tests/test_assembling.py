"""A store that is changed by a few reports is the store that a clean build of the same reports makes."""

import io
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat

from gongkai import altering, assembling, auditing, filling, iris, pipeline, search, shards, store
from gongkai.export import nt
from gongkai.graph import lines
from gongkai.search import Wish
from gongkai.vocabulary import Vocabulary

PLACES = ("甘肃省两当县", "江苏省宝应县")
YEARS = (2017, 2018, 2019)
BODIES = {2017: "县环保局", 2018: "县环保局和县生态环境局", 2019: "县生态环境局"}
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（七）总计",
    "四、结转下年度继续办理",
)
# What a reader or an index finds: names that reports share, sentences, what one version of a report has alone.
WISHES = ("公开", "环境", "县生态环境局", "微信", "公报", "两当县", "12条", "申请", "意见")


def text(place: str, year: int, version: int) -> str:
    """A report of two versions: the second has other figures, another channel and document, and a sentence more."""
    amounts = (5 + version, 1, 4, 4, 2) if year == 2018 else (5, 2, 3, 3, 1)
    table = "\n".join(
        f"| {label} | {number} | 0 | 0 | 0 | 0 | 0 | {number} |" for label, number in zip(ROWS, amounts, strict=True)
    )
    return "\n".join([
        f"{place}{year}年政府信息公开工作年度报告",
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、主动公开政府信息情况",
        f"全县主动公开政府信息{100 + version}条，通过“{place[-3:-1]}发布”微信公开{12 + version}条。",
        f"{BODIES[year]}通过{'政府公报' if version else '政府网站'}公开环境保护信息{30 + version}条。",
        *(["根据《关于全面推进政务公开工作的意见》，又公开12条。"] if version else []),
        "二、收到和处理政府信息公开申请情况",
        f"| 申请情况 | {' | '.join(COLUMNS)} |",
        f"| {' | '.join(['---'] * 8)} |",
        table,
        "",
    ])  # fmt: skip


def linked(number: int) -> list[str]:
    """A linkset of two lines; the first is in all versions, the second also what a report says."""
    same = ("skos:exactMatch", lines.iri(f"http://example.org/place/{number}"))
    kind = ("rdf:type", lines.name("schema:AdministrativeArea"))
    return lines.lines_of([lines.describe(f"{iris.BASE}jurisdiction/621228", same, kind)])


@dataclass(frozen=True)
class Workbench:
    """All shards by report and version, and the stores that clean builds have made of some of them."""

    folder: Path
    made: dict[tuple[str, int, int], Path]
    clean: dict[tuple[object, ...], Path] = field(default_factory=dict)

    def fresh(self) -> Path:
        """An empty folder of a store, with all shards in it."""
        place = self.folder / f"store-{len(list(self.folder.iterdir()))}"
        shutil.copytree(self.folder / "shards", place / "shards")
        return place

    def build(self, place: Path, wanted: "State") -> None:
        for old in store.linksets_in(place):
            old.unlink()
        place.joinpath(store.LINKSETS).mkdir(exist_ok=True)
        for number in wanted.linksets:
            shards.write(place / store.LINKSETS, f"set-{number % 2}", linked(number))
        parts = [place / "shards" / self.made[(*at, version)].name for at, version in wanted.reports]
        store.assemble(parts, place, auditing.judge)

    def clean_build(self, wanted: "State") -> Path:
        if wanted.key not in self.clean:
            place = self.fresh()
            self.build(place, wanted)
            self.clean[wanted.key] = place
        return self.clean[wanted.key]


@dataclass(frozen=True)
class State:
    """What a store shall hold: of some reports one version each, and linksets."""

    reports: tuple[tuple[tuple[str, int], int], ...]
    linksets: tuple[int, ...]

    @property
    def key(self) -> tuple[object, ...]:
        return (self.reports, self.linksets)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, words: Vocabulary) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("bench")
    folder.joinpath("shards").mkdir()
    made = {}
    for place in PLACES:
        for year in YEARS:
            for version in (0, 1):
                path = folder / f"{place}-{year}-{version}.txt"
                path.write_text(text(place, year, version), "utf-8")
                name = shards.fingerprint(str(path), path.name)
                made[place, year, version] = shards.write(
                    folder / "shards", name, pipeline.triples_of(pipeline.extract_of(path, words))
                )
                path.unlink()
    one = "\n".join(line for line in filling._places().decode().split("\n") if "/jurisdiction/621228>" in line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "_places", one.encode)
        yield Workbench(folder, made)


def states() -> st.SearchStrategy[State]:
    reports = st.dictionaries(st.tuples(st.sampled_from(PLACES), st.sampled_from(YEARS)), st.integers(0, 1), min_size=1)
    linksets = st.lists(st.integers(0, 3), max_size=2, unique_by=lambda number: number % 2)
    return st.builds(
        lambda some, sets: State(tuple(sorted(some.items())), tuple(sorted(sets))), reports, linksets
    )  # fmt: skip


def exported(folder: Path) -> bytes:
    stream = io.BytesIO()
    with store.open_store(folder) as opened:
        nt.export(opened, stream)
    return stream.getvalue()


def found(folder: Path) -> list[search.Hits]:
    with store.open_index(folder) as index:
        return [search.find(index, Wish(words, limit=200)) for words in WISHES]


def noted(folder: Path) -> list[object]:
    file = folder / "stores" / store.in_force(folder) / assembling.LEDGER
    database = sqlite3.connect(file)
    return [list(database.execute(f"SELECT * FROM {table} ORDER BY 1")) for table in ("source", "line", "size")]


def assert_same(one: Path, other: Path) -> None:
    assert exported(one).splitlines() == exported(other).splitlines()
    assert noted(one) == noted(other)
    assert found(one) == found(other)
    with store.open_store(one) as left, store.open_store(other) as right:
        assert len(left) == len(right)


# Without shrinking: each step builds two stores.
@settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
@given(st.lists(states(), min_size=2, max_size=5))
def test_whatever_comes_and_goes_a_changed_store_is_that_of_a_clean_build(
    bench: Workbench, sequence: Sequence[State]
) -> None:
    folder = bench.fresh()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_FEW", 100)
        for number, wanted in enumerate(sequence):
            if number:
                patch.setattr(store, "whole", never)
            bench.build(folder, wanted)
            patch.undo()
            patch.setattr(store, "_FEW", 100)
            assert_same(folder, bench.clean_build(wanted))
            patch.setattr(store, "_FEW", 100)


def never(*_: object) -> None:
    raise AssertionError("all was made anew")


def all_of(version: int, *years: int) -> State:
    return State(tuple(((place, year), version) for place in PLACES for year in years), ())


def test_what_joins_reports_is_made_anew_for_those_that_changed(bench: Workbench) -> None:
    """What the test above needs to be one: findings over two years, and agencies that became others."""
    with store.open_store(bench.clean_build(all_of(0, *YEARS))) as opened:
        findings = {one.report.rsplit("/", 1)[1] for one in auditing.findings(opened) if one.rule == "carried-over"}
        changed = list(opened.quads_for_pattern(None, NamedNode(iris.term("org:changedBy")), None))
    assert findings == {"2018", "2019"}
    assert changed


@pytest.mark.parametrize("damaged", [assembling.LEDGER, assembling.INDEX, "joined.nt.gz", "triples/CURRENT"])
def test_where_the_store_before_is_damaged_all_is_made_anew(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    monkeypatch.setattr(store, "_FEW", 100)
    folder = bench.fresh()
    bench.build(folder, all_of(0, 2018))
    folder.joinpath("stores", store.in_force(folder), damaged).write_bytes(b"nothing of the kind")
    bench.build(folder, all_of(0, 2017, 2018))
    assert_same(folder, bench.clean_build(all_of(0, 2017, 2018)))


def test_many_changes_are_made_by_a_whole_build(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = bench.fresh()
    bench.build(folder, all_of(0, 2018))
    monkeypatch.setattr(store, "altered", never)
    bench.build(folder, all_of(0, 2017, 2018))
    assert_same(folder, bench.clean_build(all_of(0, 2017, 2018)))


@pytest.mark.parametrize("step", ["_exchange", "shelve"])
def test_a_change_that_is_killed_leaves_the_old_store_and_the_next_completes(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_FEW", 100)
    folder = bench.fresh()
    bench.build(folder, all_of(0, 2018))
    with monkeypatch.context() as patch:
        patch.setattr(altering, step, die)
        with pytest.raises(KeyboardInterrupt):
            bench.build(folder, all_of(1, 2018))
    assert_same(folder, bench.clean_build(all_of(0, 2018)))
    bench.build(folder, all_of(1, 2018))
    assert_same(folder, bench.clean_build(all_of(1, 2018)))
    assert [path.name for path in folder.joinpath("stores").iterdir()] == [store.in_force(folder)]


def test_the_store_before_is_left_as_it_was_for_those_who_read_it(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_FEW", 100)
    folder = bench.fresh()
    bench.build(folder, all_of(0, 2018))
    with store.open_store(folder) as opened:
        before = opened.dump(format=RdfFormat.N_QUADS)
        bench.build(folder, all_of(1, 2018))
        assert opened.dump(format=RdfFormat.N_QUADS) == before
    assert_same(folder, bench.clean_build(all_of(1, 2018)))
