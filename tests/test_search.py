"""What stands in a store is found by any part of it; no wish does harm, and an index is whole or said not to be."""

import asyncio
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import samples
from gongkai import iris, queries, resources, search, store
from gongkai.errors import BadOntology, BadQuery, BadStore
from gongkai.search import Hit, Hits, Wish
from gongkai.search.folding import BREAK, placed_words_of, words_of
from gongkai.serve.pool import Pool
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Search
from terminal import refusal, results, run

WORD = re.compile(r"[0-9A-Za-z.,]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the three invented reports."""
    place = tmp_path_factory.mktemp("search")
    store.assemble(samples.shards_in(place / "made"), place / "store", samples.Indifferent())
    return place / "store"


def find(folder: Path, wish: Wish | str) -> Hits:
    with store.open_index(folder) as index:
        return search.find(index, wish if isinstance(wish, Wish) else Wish(wish))


def texts(folder: Path, wish: Wish | str) -> list[str]:
    return [hit.text for hit in find(folder, wish).hits]


def marked(hit: Hit) -> list[str]:
    return [hit.text[mark.start : mark.end] for mark in hit.marks]


def sentences_in(folder: Path) -> list[tuple[str, str]]:
    with store.open_store(folder) as graph:
        table = queries.select(graph, queries.parse("SELECT ?s ?t { ?s a gk:Sentence ; oa:exact ?t }"), {})
    assert isinstance(table, queries.Table)
    return sorted((str(iri), str(text)) for iri, text in table.rows)


# --- What is found ----------------------------------------------------------------------------------------------------


@given(st.data())
def test_every_few_characters_of_a_sentence_find_it(store: Path, data: st.DataObject) -> None:
    iri, text = data.draw(st.sampled_from(sentences_in_seeds(store)))
    length = data.draw(st.integers(2, min(6, len(text))))
    start = data.draw(st.integers(0, len(text) - length))
    part = text[start : start + length]
    assume(not re.search(r"\s", part) and words_of(part))
    for at in (start, start + length):  # numbers and Latin words are found whole only
        assume(not (0 < at < len(text) and WORD.match(text[at - 1]) and WORD.match(text[at])))
    assume(part[0] not in '“"')  # what stands in quotation marks is literal, which is another test
    hits = find(store, Wish(part, ("sentence",), limit=10_000))
    assert iri in {hit.iri for hit in hits.hits}


_KNOWN: dict[Path, list[tuple[str, str]]] = {}


def sentences_in_seeds(folder: Path) -> list[tuple[str, str]]:
    if folder not in _KNOWN:
        _KNOWN[folder] = sentences_in(folder)
    return _KNOWN[folder]


def test_every_sentence_finds_itself(folder: Path) -> None:
    for iri, text in sentences_in(folder):
        assert iri in {hit.iri for hit in find(folder, Wish(text, limit=1000)).hits}


def test_a_hit_tells_where_it_stands(folder: Path) -> None:
    (hit,) = find(folder, "空气质量").hits
    assert hit.text == "市环保局每周在该局网站公布空气质量信息。"
    assert (hit.kind, hit.year, hit.code) == ("sentence", 2016, "990100")
    assert hit.place is not None
    assert hit.place.report == iris.BASE + "report/990100/government/2016"
    assert (hit.place.name, hit.place.title) == ("yunjiang-2016", "云江市2016年政府信息公开工作年度报告")
    assert samples.PREFECTURE_TEXT[hit.place.start : hit.place.end] == hit.text
    assert hit.iri == f"{hit.place.report}/text#char={hit.place.start},{hit.place.end}"
    assert marked(hit) == ["空气质量"]


@pytest.mark.parametrize("words", ["空氣質量", "空气质量，", "“空气质量”", "  空气质量  ", "空气质量 空气质量"])
def test_forms_of_writing_do_not_matter(folder: Path, words: str) -> None:
    assert texts(folder, words) == ["市环保局每周在该局网站公布空气质量信息。"]


@pytest.mark.parametrize(("text", "found", "missed"), [
    ("受理328件", ["328", "３２８", "328件"], ["32", "28", "3280"]),
    ("共3,289件", ["3289", "3,289"], ["289"]),
    ("达75.8%", ["75.8", "75.8%"], ["75", "8"]),
    ("2016.12.31止", ["2016.12.31", "2016", "31止"], ["12.31"]),
    ("ＡＱＩ平台与Café", ["aqi", "AQI平台", "cafe", "CAFÉ"], ["aq", "qi"]),
    ("顯著提高", ["显著", "顯著"], []),
    ("环境，保护", ["环境，保护", "环境、保护", "环境 保护"], ["环境保护"]),
    ("“中国云江”网站", ["中国云江网站", "“中国云江”网站", "云江”网"], []),
    ("环境\n保护", ["环境保护"], []),
    ("⺟婴", ["母婴"], []),
    ("😀好", ["😀", "😀好"], ["😁"]),
])  # fmt: skip
def test_words_are_alike_in_text_and_wish(text: str, found: list[str], missed: list[str]) -> None:
    def has(words: str) -> bool:
        return all(search.folding.marks(text, (phrase,)) for phrase in Wish(words).phrases)

    assert [words for words in (*found, *missed) if has(words)] == found


@given(st.text())
def test_words_and_placed_words_are_the_same(text: str) -> None:
    placed = placed_words_of(text)
    words = [word.word for word in placed]
    assert words_of(text) == " ".join(words).strip(f" {BREAK}").split()
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in placed)


def test_all_words_must_stand_in_one_sentence(folder: Path) -> None:
    assert find(folder, "市环保局").total > 1
    assert texts(folder, "质量 市环保局") == ["市环保局每周在该局网站公布空气质量信息。"]
    assert find(folder, "空气质量 税收").total == 0


def test_within_quotation_marks_blanks_part_nothing(folder: Path) -> None:
    assert find(folder, "空气 网站").total == 1
    assert find(folder, '"空气 网站"').total == 0
    assert find(folder, '"空气 质量').total == 1


def test_what_no_sentence_has_is_found_in_the_text(folder: Path) -> None:
    stretches = {hit.place.start: hit for hit in find(folder, Wish("报告 年度", ("text",))).hits if hit.place}
    assert stretches
    assert all(hit.text in samples.PREFECTURE_TEXT + samples.COUNTY_TEXT + samples.NEIGHBOUR_TEXT
               for hit in stretches.values())  # fmt: skip


def test_no_character_of_a_text_is_left_out_or_found_twice(folder: Path) -> None:
    report = iris.BASE + "report/990100/government/2016"
    count = [0] * len(samples.PREFECTURE_TEXT)
    for character in sorted(set("".join(words_of(samples.PREFECTURE_TEXT)) + "一二三四")):
        for hit in find(folder, Wish(character, ("sentence", "text"), limit=10_000)).hits:
            if hit.place and hit.place.report == report:
                for mark in hit.marks:
                    for at in range(mark.start, mark.end):
                        count[hit.place.start + at] += hit.text[at] == character
    chinese = [at for at, character in enumerate(samples.PREFECTURE_TEXT) if "\u4e00" <= character <= "\u9fff"]
    assert {count[at] for at in chinese} == {1}


def test_headings_and_labels_of_figures_are_found(folder: Path) -> None:
    assert texts(folder, Wish("依申请公开政府信息情况", ("heading",))) == ["二、依申请公开政府信息情况"]
    assert texts(folder, Wish("阅读量同比增长", ("figure",))) == ["阅读量同比增长"]


@pytest.mark.parametrize(("words", "kind", "iri"), [
    ("云江发布", "channel", "channel/990100/weibo/云江发布"),
    ("云江市环境保护局", "agency", "agency/990100/environmental-protection"),
    ("吴江市", "jurisdiction", "jurisdiction/320584"),
    ("生态环境", "area", "concept/policy-area/environment"),
    ("关于全面推进政务公开工作的意见", "document", "document/关于全面推进政务公开工作的意见"),
    ("云政发〔2016〕8号", "document", "document/关于全面推进政务公开工作的意见"),
    ("云江市2016年政府信息公开工作年度报告", "report", "report/990100/government/2016"),
    ("Information requests received", "concept", "concept/metric/applications-received"),
])  # fmt: skip
def test_names_of_every_kind_are_found(folder: Path, words: str, kind: str, iri: str) -> None:
    found = [hit for hit in find(folder, Wish(words, ("names",))).hits if hit.iri == iris.BASE + iri]
    assert [hit.kind for hit in found] == [kind]
    assert marked(found[0])


# --- Their order, and which of them -----------------------------------------------------------------------------------


def test_names_that_are_just_so_come_first_then_those_that_begin_so(store: Path) -> None:
    found = find(store, Wish("太仓市", limit=1000)).hits
    assert found[0].text == "太仓市"
    named = [hit.place is None for hit in found]
    begin = [hit.place is None and hit.text.startswith("太仓市") for hit in found]
    assert begin.index(False) == sum(begin) > 2
    assert not all(named)


def test_the_order_is_always_the_same_and_pages_follow_each_other(store: Path) -> None:
    whole = find(store, Wish("信息", limit=1000))
    pages = [find(store, Wish("信息", limit=7, offset=at)) for at in range(0, whole.total, 7)]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits
    assert {page.total for page in pages} == {whole.total} == {len(whole.hits)}
    assert len({(hit.iri, hit.text) for hit in whole.hits}) == whole.total


def test_a_year_and_a_place_narrow_what_is_found(folder: Path) -> None:
    def codes(wish: Wish) -> set[tuple[int, str]]:
        return {(hit.year, hit.code) for hit in find(folder, wish).hits}

    everywhere = Wish("公开", ("sentences",), limit=1000)
    assert codes(everywhere) == {(2016, "990100"), (2017, "990102"), (2017, "990121")}
    assert codes(replace(everywhere, year=2016)) == {(2016, "990100")}
    assert codes(replace(everywhere, place="990100")) == codes(everywhere)
    assert codes(replace(everywhere, place="990121")) == {(2017, "990121")}
    assert codes(replace(everywhere, place="100000")) == codes(everywhere)
    assert find(folder, replace(everywhere, place="980000")).total == 0


def test_kinds_narrow_what_is_found(folder: Path) -> None:
    def found(*kinds: str) -> set[str]:
        return {hit.kind for hit in find(folder, Wish("公开", kinds, limit=1000)).hits}

    assert found("names") | found("sentences") == found()
    assert not found("names") & found("sentences")
    assert found("sentence", "heading") == {"sentence", "heading"}


def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(BadQuery, match="nothing of kind 'places' to be found; choose of: names, sentences, agency, "):
        find(folder, Wish("公开", ("places",)))


# --- What harms nothing -----------------------------------------------------------------------------------------------

HOSTILE = [
    "", " ", '"', '""', "“", "*", "a*", "^a", "AND", "公开 OR", "NOT 公开", "NEAR(公开 申请, 2)", "folded:公开", "-公",
    "公开\0申请", "\0", "\ud800", "公开\udfff", "😀", "'; DROP TABLE entry; --", "(" * 500, '"' * 500, "{公开}", "公)",
    "公" * 1_000_000, "公 " * 500_000, '" ' * 500_000, " ".join(map(str, range(150_000))), "\n\t\u3000", "\u202e公",
    "a\u0301" * 400, ".", ",", "。", "0.0", '"."', "1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_wish_is_syntax(folder: Path, words: str) -> None:
    found = find(folder, words)
    assert search.unpacked(search.packed(found)).total == found.total


@given(st.text(), st.integers(), st.text(max_size=7), st.integers(), st.integers())
def test_no_wish_fails(folder: Path, words: str, year: int, place: str, limit: int, offset: int) -> None:
    wish = Wish(words, (), year, place, limit, offset)
    assert len(find(folder, wish).hits) <= max(limit, 0)


@pytest.mark.parametrize("words", ["AND", "NOT 公开", "folded:公开", "NEAR(公开, 2)"])
def test_operators_are_words(folder: Path, words: str) -> None:
    assert find(folder, Wish("公开", ("sentences",))).total
    assert find(folder, Wish(words, ("sentences",))).total == 0


def test_the_end_of_a_long_wish_is_left_out_and_said_to_be(folder: Path) -> None:
    assert not find(folder, "公开 " * 100).cut
    assert find(folder, "公" * 2000).cut
    assert find(folder, " ".join(map(str, range(60)))).cut
    assert not find(folder, " ".join(map(str, range(50)))).cut


def test_hits_come_back_as_they_went(folder: Path) -> None:
    found = find(folder, "云江")
    assert {hit.place is None for hit in found.hits} == {True, False}
    assert search.unpacked(search.packed(found)) == found


# --- The file ---------------------------------------------------------------------------------------------------------


def index_in(folder: Path) -> Path:
    return folder / "stores" / store.in_force(folder) / "search.sqlite"


def test_equal_stores_have_equal_indexes(folder: Path, tmp_path: Path) -> None:
    store.assemble(samples.shards_in(tmp_path / "made"), tmp_path / "store", samples.Indifferent())
    assert index_in(tmp_path / "store").read_bytes() == index_in(folder).read_bytes()


def test_nothing_is_left_beside_the_index(folder: Path) -> None:
    assert sorted(path.name for path in index_in(folder).parent.iterdir()) == [
        "joined.nt.gz",
        "ledger.sqlite",
        "linksets",
        "search.sqlite",
        "store.json",
        "triples",
    ]


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def lengthened(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"and more")


def overwritten(file: Path) -> None:
    file.write_bytes(b"nothing of the kind")


def of_another_layout(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[60:64] = bytes(4)
    file.write_bytes(content)


DAMAGES = [
    (Path.unlink, "no index"),
    (cut_short, "broken"),
    (overwritten, "broken"),
    (of_another_layout, "not whole"),
    (lengthened, "not whole"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGES)
def test_a_damaged_index_is_refused_and_mended_by_building_again(
    folder: Path, tmp_path: Path, damage: "object", said: str
) -> None:
    own = Path(shutil.copytree(folder, tmp_path / "store"))
    damage(index_in(own))  # type: ignore[operator]
    with pytest.raises(BadStore, match=rf"{said}[^\n]*; make it with: gongkai build --store ") as caught:
        find(own, "公开")
    assert "\n" not in str(caught.value)
    with store.open_store(own) as graph:
        assert len(graph)
    store.assemble(samples.shards_in(tmp_path / "made"), own, samples.Indifferent())
    assert find(own, "空气质量").total == 1


def test_a_build_that_dies_while_it_indexes_leaves_the_old_store(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    own = Path(shutil.copytree(folder, tmp_path / "store"))
    shards = samples.shards_in(tmp_path / "made")
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.search.indexing.Draft.name", die)
        with pytest.raises(KeyboardInterrupt):
            store.assemble(shards[:1], own, samples.Indifferent())
    assert find(own, "空气质量").total + find(own, "招生信息").total > 1
    assert len(list(own.joinpath("stores").iterdir())) == 1
    before = find(own, Wish("公开", ("report",))).total
    store.assemble(shards[:1], own, samples.Indifferent())
    assert (before, find(own, Wish("公开", ("report",))).total) == (3, 1)


def test_a_query_of_ones_own_is_a_kind(tmp_path: Path) -> None:
    asked = Path(shutil.copytree(resources.folder("queries"), tmp_path / "queries"))
    asked.joinpath("search", "level.rq").write_text(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nSELECT ?iri ?text { ?iri skos:inScheme "
        "<https://w3id.org/gongkai/concept/level> ; skos:prefLabel ?text }",
        "utf-8",
    )
    store.assemble(samples.shards_in(tmp_path / "made"), tmp_path / "store", samples.Indifferent(), queries=asked)
    (hit,) = find(tmp_path / "store", Wish("县级", ("level",))).hits
    assert hit.iri == iris.concept("level", "county")


@pytest.mark.parametrize(("query", "said"), [
    ("ASK { ?s ?p ?o }", "must select"),
    ("SELECT ?iri { ?iri ?p ?o }", "must select"),
    ("SELECT ?iri ?text ?year { ?iri a ?text BIND('x' AS ?year) }", "no whole number"),
])  # fmt: skip
def test_a_query_that_gives_nothing_to_search_is_refused(tmp_path: Path, query: str, said: str) -> None:
    asked = Path(shutil.copytree(resources.folder("queries"), tmp_path / "queries"))
    asked.joinpath("search", "own.rq").write_text(query)
    with pytest.raises(BadOntology, match=said):
        store.assemble(samples.shards_in(tmp_path / "made"), tmp_path / "store", samples.Indifferent(), queries=asked)


def index_of(folder: Path, passages: str) -> Path:
    """A store with another table of passages."""
    asked = Path(shutil.copytree(resources.folder("queries"), folder / "queries"))
    asked.joinpath("search", "passages.yaml").write_text(passages, "utf-8")
    store.assemble(samples.shards_in(folder / "made"), folder / "store", samples.Indifferent(), queries=asked)
    return folder / "store"


def test_a_passage_of_ones_own_is_a_kind(tmp_path: Path) -> None:
    said = resources.folder("queries").joinpath("search", "passages.yaml").read_text("utf-8")
    own = "\nissue:\n  class: gk:Issue\n  text: rdfs:comment\n"
    (hit, *_) = find(index_of(tmp_path, said + own), Wish("大数据办", ("issue",))).hits
    assert hit.text == "市大数据办"
    assert hit.place is not None
    assert (hit.year, hit.place.report) == (2016, hit.iri.partition("/issue/")[0])


@pytest.mark.parametrize(("passages", "said"), [
    ("report: {class: gk:Report}", "class and text or rest"),
    ("report: {class: gk:Report, text: dcterms:title, words: a}", "not words"),
    ("report: {class: gk:Report, text: dct:title}", "unknown prefix 'dct'"),
    ("heading: {class: gk:Section, text: rdfs:label}", "no kind report"),
    ("report: [", "passages.yaml"),
    ("[]", "passages.yaml"),
])  # fmt: skip
def test_a_table_of_passages_that_cannot_be_read_is_refused(tmp_path: Path, passages: str, said: str) -> None:
    with pytest.raises(BadOntology, match=said) as caught:
        index_of(tmp_path, passages)
    assert "\n" not in str(caught.value)


# --- The workers and the command --------------------------------------------------------------------------------------


def looked_up(folder: Path, *wishes: Wish) -> list[Hits]:
    async def ask() -> list[Hits]:
        async with Pool(folder, 1, 64) as pool:
            return [search.unpacked(await pool.whole(Search(wish))) for wish in wishes]

    return asyncio.run(ask())


def test_a_worker_finds_the_same(store: Path) -> None:
    wishes = [Wish("空气质量"), Wish("資訊", limit=1000), Wish("公开", ("sentences",), 2017, "320500", 5, 5)]
    assert looked_up(store, *wishes) == [find(store, wish) for wish in wishes]


@pytest.mark.parametrize(("damaged", "kind", "status"), [(False, "places", 400), (True, "names", 503)])
def test_a_worker_refuses_what_it_cannot_find(own_store: Path, damaged: bool, kind: str, status: int) -> None:
    if damaged:
        index_in(own_store).unlink()
    with pytest.raises(Refused) as caught:
        looked_up(own_store, Wish("公开", (kind,)))
    assert caught.value.status == status


def test_the_command_gives_report_year_place_and_sentence(store: Path) -> None:
    (row,) = json.loads(results("search", "每小时更新", "--store", store, "--format", "json"))
    assert (row["kind"], row["report"], row["year"], row["code"]) == ("sentence", "suzhou-2016", 2016, "320500")
    assert row["iri"].endswith(f"/text#char={row['start']},{row['end']}")
    start, _, end = row["marks"].partition("-")
    assert row["text"][int(start) : int(end)] == "每小时更新"


def test_the_command_says_how_many_there_are_besides(store: Path) -> None:
    done = run("search", "公开", "--store", store, "--limit", "3", "--kind", "sentences", "--format", "csv")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 4)
    assert re.fullmatch(r"3 of \d+; --limit and --offset give others\n", done.stderr)


def test_nothing_found_is_no_failure(store: Path) -> None:
    assert results("search", "麒麟麒麟", "--store", store, "--format", "jsonl") == ""


@pytest.mark.parametrize(("options", "said"), [
    (("--kind", "places"), "choose of: names, sentences"),
    (("--place", "苏州"), "say a code"),
    (("--year", "0"), "1<=x<=9999"),
    (("--store", "nowhere"), "there is no store"),
])  # fmt: skip
def test_the_command_refuses_what_it_does_not_know(store: Path, options: tuple[str, str], said: str) -> None:
    assert said in refusal("search", "公开", "--store", store, *options)
