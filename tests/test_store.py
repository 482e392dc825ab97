"""Shards -> a store that is whole at any moment, or a line that says how to mend it."""

import fcntl
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

import samples
from gongkai import iris, store
from gongkai.errors import BadOntology, BadStore

MARK = NamedNode(iris.BASE + "mark")


def marked(value: str) -> str:
    return f'{MARK} <{iris.term("rdf:value")}> "{value}" .'


def marking(value: str) -> store.Judge:
    """A judge that leaves one triple behind, to tell one build from another."""
    return samples.Indifferent((marked(value),))


def mark(folder: Path) -> list[str]:
    with store.open_store(folder) as graph:
        return [str(quad.object.value) for quad in graph.quads_for_pattern(MARK, None, None)]


def has(graph: Store, subject: str, prefixed: str, value: str) -> bool:
    pattern = NamedNode(iris.BASE + subject), NamedNode(iris.term(prefixed)), NamedNode(iris.BASE + value)
    return next(graph.quads_for_pattern(*pattern), None) is not None


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return samples.shards_in(tmp_path / "shards")


def test_a_store_holds_reports_ontology_and_findings(tmp_path: Path, paths: list[Path]) -> None:
    store.assemble(paths, tmp_path, marking("first"))
    with store.open_store(tmp_path) as graph:
        assert has(graph, "report/990100/government/2016", "dcterms:spatial", "jurisdiction/990100")
        assert has(graph, "concept/policy-area/environment", "skos:inScheme", "concept/policy-area")
    assert mark(tmp_path) == ["first"]


def test_shortcuts_are_derived_from_statements_and_from_figures(tmp_path: Path, paths: list[Path]) -> None:
    store.assemble(paths, tmp_path, samples.Indifferent())
    with store.open_store(tmp_path) as graph:
        assert has(graph, "agency/990100/finance", "gk:responsibleFor", "concept/policy-area/tax-management")
        assert has(graph, "agency/990121/education", "gk:publishesVia", "channel/990121/wechat/青石教育")
        assert has(graph, "concept/policy-area/tax-management", "gk:coveredBy", "channel/990121/newspaper/青石日报")
        assert not has(graph, "agency/990100/finance", "gk:responsibleFor", "concept/policy-area/environment")


def test_key_figures_are_the_undivided_ones(tmp_path: Path, paths: list[Path]) -> None:
    store.assemble(paths, tmp_path, samples.Indifferent())
    report = "report/990100/government/2016"
    text = samples.PREFECTURE_TEXT
    received, citizens, items = (text.index(words) for words in ("328件", "283件", "718条"))
    with store.open_store(tmp_path) as graph:
        assert has(graph, report, "gk:keyFigure", f"{report}/observation/{received}")
        assert not has(graph, report, "gk:keyFigure", f"{report}/observation/{citizens}")
        assert has(graph, report, "gk:breakdownFigure", f"{report}/observation/{citizens}")
        assert not has(graph, report, "gk:breakdownFigure", f"{report}/observation/{received}")
        assert not has(graph, report, "gk:keyFigure", f"{report}/observation/{items}")


def test_a_build_of_the_same_shards_does_nothing(tmp_path: Path, paths: list[Path]) -> None:
    store.assemble(paths, tmp_path, marking("first"))
    store.assemble(paths, tmp_path, marking("second"))
    assert mark(tmp_path) == ["first"]


def test_a_build_of_other_shards_takes_the_place_of_the_old(tmp_path: Path, paths: list[Path]) -> None:
    old = store.assemble(paths, tmp_path, marking("first"))
    new = store.assemble(paths[:1], tmp_path, marking("second"))
    assert mark(tmp_path) == ["second"]
    assert new.is_dir()
    assert not old.exists()


@pytest.mark.parametrize("kill", [KeyboardInterrupt, BadStore, RuntimeError])
def test_a_build_that_is_cut_short_leaves_the_old_store(
    tmp_path: Path, paths: list[Path], kill: type[BaseException]
) -> None:
    def die() -> Iterator[str]:
        yield marked("half")
        raise kill

    store.assemble(paths, tmp_path, marking("first"))
    with pytest.raises(kill):
        store.assemble(paths[:1], tmp_path, samples.Indifferent(die()))
    assert mark(tmp_path) == ["first"]


@pytest.mark.parametrize("step", ["rename", "replace"])
def test_a_kill_while_the_new_store_is_put_in_place_leaves_one_that_is_whole(
    tmp_path: Path, paths: list[Path], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    store.assemble(paths, tmp_path, marking("first"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, step, die)
        with pytest.raises(KeyboardInterrupt):
            store.assemble(paths[:1], tmp_path, marking("second"))
    assert mark(tmp_path) == ["first"]
    store.assemble(paths[:1], tmp_path, marking("third"))
    assert mark(tmp_path) == ["third"]
    assert len(list(tmp_path.joinpath("stores").iterdir())) == 1


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path, paths: list[Path]) -> None:
    left = tmp_path / "stores" / "0123456789abcdef.draft" / "triples"
    left.mkdir(parents=True)
    store.assemble(paths, tmp_path, samples.Indifferent())
    assert not left.exists()


def test_a_store_that_is_being_read_stays_until_it_is_closed(tmp_path: Path, paths: list[Path]) -> None:
    old = store.assemble(paths, tmp_path, marking("first"))
    with store.open_store(tmp_path) as graph:
        store.assemble(paths[:1], tmp_path, marking("second"))
        assert len([quad for quad in graph if quad.subject == MARK]) == 1
        assert mark(tmp_path) == ["second"]
    store.assemble(paths[:2], tmp_path, marking("third"))
    assert not old.exists()


def test_two_builders_do_not_meet(tmp_path: Path, paths: list[Path]) -> None:
    with tmp_path.joinpath("lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("process 4711 on gerda")
        held.flush()
        with pytest.raises(BadStore, match="process 4711 on gerda is building there"):
            store.assemble(paths, tmp_path, samples.Indifferent())
    store.assemble(paths, tmp_path, samples.Indifferent())


def refused(folder: Path) -> str:
    with pytest.raises(BadStore) as caught, store.open_store(folder):
        pass
    message = str(caught.value)
    assert "\n" not in message
    assert "gongkai build" in message
    return message


def without_triples(place: Path) -> None:
    for path in place.joinpath("triples").iterdir():
        path.unlink()


def of_another_version(place: Path) -> None:
    card = place / "store.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), "version": "0.0.1"}))


def with_a_broken_card(place: Path) -> None:
    place.joinpath("store.json").write_text("{")


DAMAGES = [(without_triples, "broken"), (of_another_version, "is of gongkai 0.0.1"), (with_a_broken_card, "broken")]


@pytest.mark.parametrize(("damage", "said"), DAMAGES)
def test_a_damaged_store_is_refused_and_mended_by_building_again(
    tmp_path: Path, paths: list[Path], damage: Callable[[Path], None], said: str
) -> None:
    damage(store.assemble(paths, tmp_path, marking("first")))
    assert said in refused(tmp_path)
    store.assemble(paths, tmp_path, marking("second"))
    assert mark(tmp_path) == ["second"]


def test_a_missing_store_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "there is no store" in refused(tmp_path / "nowhere")
    assert not tmp_path.joinpath("nowhere").exists()


def test_a_store_without_its_folder_is_not_whole(tmp_path: Path) -> None:
    tmp_path.joinpath("current").write_text("0123456789abcdef\n")
    assert "not whole" in refused(tmp_path)


def test_a_shard_that_is_cut_short_is_named(tmp_path: Path, paths: list[Path]) -> None:
    paths[0].write_bytes(paths[0].read_bytes()[:-20])
    with pytest.raises(BadStore, match=paths[0].name):
        store.assemble(paths, tmp_path, samples.Indifferent())


def test_a_shard_that_is_no_n_triples_is_refused(tmp_path: Path) -> None:
    shard = tmp_path / "odd.nt.gz"
    shard.write_bytes(gzip.compress(b"<a> b c\n"))
    with pytest.raises(BadStore, match="no N-Triples"):
        store.assemble([shard], tmp_path, samples.Indifferent())


def test_an_ontology_that_is_no_turtle_is_named(tmp_path: Path, paths: list[Path]) -> None:
    ontology = tmp_path / "ontology"
    ontology.joinpath("concepts").mkdir(parents=True)
    ontology.joinpath("gongkai.ttl").write_text("")
    ontology.joinpath("shapes.ttl").write_text("<a> <b>")
    ontology.joinpath("dataset.ttl").write_text("")
    with pytest.raises(BadOntology, match=r"shapes\.ttl"):
        store.assemble(paths, tmp_path, samples.Indifferent(), ontology=ontology)
