"""Names in tables -> things of the store, over the Reconciliation Service API 0.2; a match only where it is sure."""

import io
import json
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

import web
from gongkai import iris
from gongkai.reconciliation import tasks, terms
from gongkai.reconciliation.batches import Query
from gongkai.reconciliation.concepts import Concepts
from gongkai.reconciliation.matching import Service
from gongkai.serve.tasks import Task
from gongkai.store import open_store
from serving import Server, serving, store_of

Found = list[dict[str, object]]

# What the specification asks of the parts of an answer: names of keys, and the types of their values.
CANDIDATE = {"id": str, "name": str, "description": str, "type": list, "score": float, "features": list, "match": bool}
SUGGESTED = {"id": str, "name": str, "description": str, "notable": list}
MAIN_TYPES = ["jurisdiction", "agency", "channel", "policy-area", "metric"]


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--workers", "2") as running:
        yield running


@pytest.fixture(scope="module")
def service(server: Server) -> str:
    return f"{server.origin}/reconcile"


def found(
    service: str, name: str, of: str | list[str] = "", limit: int = 10, strict: str = "", **said: object
) -> Found:
    """Candidates of one query; what is `said` are its properties."""
    query: dict[str, object] = {"query": name, "limit": limit}
    query |= {"type": of} if of else {}
    query |= {"type_strict": strict} if strict else {}
    query |= {"properties": [{"pid": pid, "v": value} for pid, value in said.items()]} if said else {}
    answer = web.post(service, data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["q"]["result"])


def match(service: str, name: str, of: str | list[str] = "", **said: object) -> str:
    """The id of what the service is sure of; empty where it leaves the choice open."""
    sure = [str(one["id"]) for one in found(service, name, of, **said) if one["match"]]
    assert len(sure) <= 1
    return "".join(sure)


def ids(candidates: Found) -> list[str]:
    return [str(one["id"]) for one in candidates]


def fits(one: dict[str, object], keys: dict[str, type]) -> bool:
    return set(one) == set(keys) and all(isinstance(one[key], kind) for key, kind in keys.items())


# --- What the service says of itself ----------------------------------------------------------------------------------


def test_the_manifest_names_its_spaces_types_and_services(service: str) -> None:
    manifest = web.get(service).raise_for_status().json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == iris.BASE
    assert manifest["schemaSpace"] == iris.GK
    assert [one["id"] for one in manifest["defaultTypes"]] == MAIN_TYPES
    assert all(set(one) >= {"service_url", "service_path"} for one in manifest["suggest"].values())
    assert set(manifest["suggest"]) == {"entity", "type", "property"}
    for part in ("view", "preview"):
        assert manifest[part]["url"].startswith("http://127.0.0.1")
        assert "{{id}}" in manifest[part]["url"]
    assert isinstance(manifest["preview"]["width"], int)
    assert isinstance(manifest["preview"]["height"], int)
    assert manifest["batchSize"] >= 10


def test_all_addresses_of_the_manifest_answer(service: str) -> None:
    manifest = web.get(service).json()
    places = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    for place in places:
        answer = web.get(place["service_url"] + place["service_path"], params={"prefix": "a", "type": "agency"})
        assert answer.status_code == 200
    preview = manifest["preview"]["url"].replace("{{id}}", quote("jurisdiction/320500", safe=""))
    assert web.get(preview).status_code == 200


def test_other_sites_may_ask(service: str) -> None:
    origin = {"Origin": "http://example.org"}
    for answer in (
        web.get(service, headers=origin),
        web.post(service, data={"queries": "{"}, headers=origin),
        web.get(f"{service}/suggest/type", headers=origin),
        web.get(f"{service}/preview", params={"id": "jurisdiction/320500"}, headers=origin),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"


def test_types_say_what_they_lie_within(service: str) -> None:
    told = {one["id"]: one for one in web.get(f"{service}/suggest/type").json()["result"]}
    assert set(told) == set(terms.load().types)
    assert told["county"]["broader"][0]["id"] == "jurisdiction"


# --- Ways to ask ------------------------------------------------------------------------------------------------------


def test_a_batch_is_answered_under_its_own_keys_by_form_and_by_address(service: str) -> None:
    batch = json.dumps({"甲": {"query": "苏州市"}, "": {"query": "太仓市", "limit": 1}})
    posted = web.post(service, data={"queries": batch}).json()
    assert list(posted) == ["甲", ""]
    assert posted == web.get(service, params={"queries": batch}).json()
    for answer in posted.values():
        assert all(fits(one, CANDIDATE) for one in answer["result"])


def test_one_query_may_come_alone_as_an_object_or_a_name(service: str) -> None:
    for query in ("苏州市", json.dumps({"query": "苏州市"})):
        (only,) = web.get(service, params={"query": query}).json()["result"]
        assert (only["id"], only["match"]) == ("jurisdiction/320500", True)


def test_candidates_come_best_first_and_no_more_than_the_limit(service: str) -> None:
    candidates = found(service, "苏州市环保局")
    scores = [float(str(one["score"])) for one in candidates]
    assert scores == sorted(scores, reverse=True)
    assert len(candidates) > 1
    assert all(0 <= score <= 100 for score in scores)
    assert found(service, "苏州市环保局", limit=1) == candidates[:1]


def test_the_order_of_queries_and_properties_changes_nothing(service: str) -> None:
    properties = [{"pid": "year", "v": 2010}, {"pid": "parent", "v": "苏州市"}]
    queries = {"a": {"query": "吴江", "properties": properties}, "b": {"query": "鼓楼区"}, "c": {"query": "苏州发布"}}
    turned = {key: queries[key] for key in ("c", "a", "b")}
    turned["a"] = {"properties": properties[::-1], "query": "吴江"}
    first, second = (web.post(service, data={"queries": json.dumps(one)}).json() for one in (queries, turned))
    assert first == second
    assert list(second) == ["c", "a", "b"]


# --- Places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("苏州市", {}, "320500"),
        ("苏州", {}, "320500"),
        ("蘇州市", {}, "320500"),
        ("江苏省苏州市", {}, "320500"),
        ("320500", {}, "320500"),
        ("jurisdiction/320500", {}, "320500"),
        ("https://w3id.org/gongkai/jurisdiction/320584", {}, "320584"),
        ("", {"code": "320585"}, "320585"),
        ("恩施州", {}, "422800"),
        ("鼓楼区", {"parent": "福州市"}, "350102"),
        ("鼓楼区", {"province": "福建"}, "350102"),
        ("鼓楼区", {"province": "350000"}, "350102"),
        ("鼓楼区", {"parent": {"id": "jurisdiction/350100", "name": "福州市"}}, "350102"),
        ("鼓楼区", {"province": {"id": "jurisdiction/320000"}, "prefecture": {"id": "jurisdiction/320300"}}, "320302"),
        ("鼓楼区", {"parent": ["江苏省", "南京市"]}, "320106"),
        ("吴江", {"year": 2010}, "320584"),
        ("吴江", {"year": "2014-05-31"}, "320509"),
        ("吴江", {"date": "2010年"}, "320584"),
        ("吴江市", {"year": 2010.0}, "320584"),
        ("吴江", {"year": None, "parent": ""}, "320509"),
        ("吉林", {}, "220000"),
        ("吉林", {"level": "prefecture"}, "220200"),
        ("吉林", {"level": "地级"}, "220200"),
    ],
)
def test_a_place_is_sure_by_its_name_its_year_and_what_it_lies_in(
    service: str, name: str, said: dict[str, object], expected: str
) -> None:
    assert match(service, name, "jurisdiction", **said) == f"jurisdiction/{expected}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("鼓楼区", {}),
        ("鼓楼区", {"parent": "苏州市"}),
        ("吴江市", {"year": 2016}),
        ("吴江区", {"year": 2010}),
        ("吴县市", {"year": 1999}),
        ("吴县市", {"year": 2016}),
        ("苏洲市", {"parent": "江苏省"}),
        ("苏州市", {"year": "不详"}),
        ("苏州市", {"year": [2010, 2016]}),
        ("苏州市", {"level": "county"}),
        ("苏州市", {"level": "乐园"}),
        ("苏州市", {"code": ["320500", "320585"]}),
        ("苏州市", {"code": "999999"}),
        ("苏州市", {"code": "320585"}),
        ("苏州市", {"parent": {"id": "Q1"}}),
        ("苏州市", {"parent": "江苏省" * 1000}),
        ("苏州市", {"parent": [f"江苏省{number}" for number in range(90)]}),
        ("苏州市", {"year": "2016" * 100}),
        ("苏州市", {"year": 10**400}),
        ("苏州工业园区", {}),
        ("没有这个地方的名字", {}),
        ("", {"parent": "苏州市"}),
        ("市", {}),
        ("苏州市环保局", {}),
    ],
)
def test_what_is_not_clear_stays_open(service: str, name: str, said: dict[str, object]) -> None:
    assert match(service, name, "jurisdiction", **said) == ""


def test_a_name_of_several_places_gives_them_all_and_matches_none(service: str) -> None:
    candidates = found(service, "鼓楼区")
    assert {f"jurisdiction/{code}" for code in (320106, 320302, 350102, 410204)} <= set(ids(candidates))
    assert not any(one["match"] for one in candidates)
    assert len({one["score"] for one in candidates[:4]}) == 1
    assert all("市" in str(one["description"]) for one in candidates)


def test_a_name_of_other_years_is_shown_but_not_taken(service: str) -> None:
    assert ids(found(service, "吴江市", year=2016)) == ["jurisdiction/320584"]
    assert "jurisdiction/320584" in ids(found(service, "吴县市", year=1999))


def test_nonsense_gives_nothing(service: str) -> None:
    assert found(service, "没有这个地方的名字") == []
    assert found(service, "xyzzy") == []


def test_a_zone_is_sure_by_its_id_alone(service: str) -> None:
    (zone,) = found(service, "苏州工业园区", "functional-zone")
    assert not zone["match"]
    assert [one["id"] for one in zone["type"]] == ["functional-zone", "jurisdiction"]  # type: ignore[attr-defined]


# --- Types ------------------------------------------------------------------------------------------------------------


def test_a_type_keeps_the_others_out(service: str) -> None:
    assert found(service, "苏州市", "county") == []
    assert match(service, "苏州市", "prefecture") == "jurisdiction/320500"
    assert match(service, "苏州市", ["county", "prefecture"]) == "jurisdiction/320500"
    assert match(service, "苏州市民政局", "agency") == "agency/320500/civil-affairs"


def test_of_several_types_any_all_or_none_may_be_demanded(service: str) -> None:
    both = ["jurisdiction", "prefecture"]
    assert ids(found(service, "苏州市", both, strict="all")) == ["jurisdiction/320500"]
    assert found(service, "苏州市", ["county", "prefecture"], strict="all") == []
    (other,) = found(service, "苏州市", "county", strict="should")
    assert (other["id"], other["match"], other["score"]) == ("jurisdiction/320500", False, 50.0)


def test_a_name_of_things_of_two_types_stays_open_until_one_is_said(service: str) -> None:
    """苏州市民政局 is an agency, and the report of 苏州市 names a site of that name."""
    candidates = found(service, "苏州市民政局")
    assert {"agency/320500/civil-affairs", "channel/320500/website/苏州市民政局"} <= set(ids(candidates))
    assert not any(one["match"] for one in candidates)


# --- Agencies and channels --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("苏州市环境保护局", {}, "320500/environmental-protection"),
        ("苏州市环保局", {}, "320500/environmental-protection"),
        ("苏州市环保局", {"jurisdiction": "苏州市"}, "320500/environmental-protection"),
        ("市环保局", {"jurisdiction": "苏州市"}, "320500/environmental-protection"),
        ("市环保局", {"jurisdiction": {"id": "jurisdiction/320500"}, "year": 2016}, "320500/environmental-protection"),
        ("环保局", {"jurisdiction": "320500"}, "320500/environmental-protection"),
        ("市卫计委", {"jurisdiction": "苏州"}, "320500/health-family-planning"),
        ("政府", {"jurisdiction": "太仓市"}, "320585/government"),
        ("太仓市人民政府", {}, "320585/government"),
        ("苏州市公共信用信息中心", {}, "320500/苏州市公共信用信息中心"),
        ("中共苏州市委农村工作办公室", {}, "320500/party-rural-work"),
        ("", {"jurisdiction": "苏州市", "kind": "环境保护局"}, "320500/environmental-protection"),
        ("agency/320500/finance", {}, "320500/finance"),
    ],
)
def test_an_agency_is_sure_in_its_place(service: str, name: str, said: dict[str, object], expected: str) -> None:
    assert match(service, name, "agency", **said) == f"agency/{expected}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("市环保局", {}),
        ("环保局", {}),
        ("市环保局", {"jurisdiction": "太仓市"}),
        ("环保局", {"jurisdiction": "鼓楼区"}),
        ("环保局", {"jurisdiction": "没有这个地方"}),
        ("环保局", {"jurisdiction": ["苏州市", "太仓市"]}),
        ("省环保厅", {"jurisdiction": "苏州市"}),
        ("苏州市环保局", {"jurisdiction": "太仓市"}),
        ("苏州市环保局", {"kind": "finance"}),
        ("苏州市环保局", {"kind": "没有这种机关"}),
        ("苏州市农业农村局", {"year": 2020}),
        ("没有这个机关", {"jurisdiction": "苏州市"}),
    ],
)
def test_an_agency_that_may_be_another_or_is_not_there_stays_open(
    service: str, name: str, said: dict[str, object]
) -> None:
    assert match(service, name, "agency", **said) == ""


def test_a_channel_is_sure_by_its_place_its_name_and_its_type(service: str) -> None:
    assert match(service, "太仓市人民政府网站", "channel") == "channel/320585/website/太仓市人民政府网站"
    assert (
        match(service, "人民政府网站", "channel", jurisdiction="太仓市") == "channel/320585/website/太仓市人民政府网站"
    )
    assert match(service, "太仓发布", "channel", jurisdiction="太仓市") == ""
    assert match(service, "太仓发布", "channel", jurisdiction="太仓市", type="微博") == "channel/320585/weibo/太仓发布"
    assert match(service, "苏州日报", "channel") == ""
    assert match(service, "苏州日报", "channel", jurisdiction="苏州市") == "channel/320500/newspaper/苏州日报"


def test_a_bureau_of_two_names_in_two_years_is_led_by_the_year(service: str, tmp_path: Path) -> None:
    """市交通局 was 交通局 to 2009 and 交通运输局 from then on; in a place that has both, no year leaves it open."""
    label = f"<{iris.term('rdfs:label')}>"
    turtle = "\n".join(
        f'<{iris.BASE}agency/510800/{kind}> a <{iris.term("org:Organization")}> ; {label} "{name}"@zh ; '
        f"<{iris.term('gk:jurisdiction')}> <{iris.BASE}jurisdiction/510800> ."
        for kind, name in (("transport-old", "广元市交通局"), ("transport", "广元市交通运输局"))
    )
    with serving(store_of(tmp_path, turtle), "--workers", "1") as running:
        own = f"{running.origin}/reconcile"
        assert match(own, "市交通局", "agency", jurisdiction="广元市", year=2006) == "agency/510800/transport-old"
        assert match(own, "市交通局", "agency", jurisdiction="广元市", year=2016) == "agency/510800/transport"
        assert match(own, "市交通局", "agency", jurisdiction="广元市") == ""
        assert len(found(own, "市交通局", "agency", jurisdiction="广元市")) == 2


# --- Concepts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("生态环境", "policy-area", "environment"),
        ("Ecology and Environment", "policy-area", "environment"),
        ("environment", "", "environment"),
        ("权力清单", "", "administrative-powers"),
        ("空气质量", "policy-area", ""),
        ("applications-received", "metric", "applications-received"),
        ("Information requests received in the period", "metric", "applications-received"),
        ("Information requests", "metric", ""),
    ],
)
def test_a_concept_is_sure_by_id_or_name_in_either_language(service: str, name: str, kind: str, expected: str) -> None:
    scheme = kind or "policy-area"
    assert match(service, name, kind) == (f"concept/{scheme}/{expected}" if expected else "")


def test_a_keyword_of_an_area_suggests_it(service: str) -> None:
    assert ids(found(service, "空气质量", "policy-area"))[0] == "concept/policy-area/environment"


# --- Suggestions ------------------------------------------------------------------------------------------------------


def suggested(service: str, what: str, **parameters: str) -> Found:
    return list(web.get(f"{service}/suggest/{what}", params=parameters).raise_for_status().json()["result"])


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("苏州市", "jurisdiction/320500"),
        ("3205", "jurisdiction/320500"),
        ("吴江", "jurisdiction/320509"),
        ("太仓市人民", "agency/320585/government"),
        ("太仓日", "channel/320585/newspaper/太仓日报"),
        ("ecolo", "concept/policy-area/environment"),
        ("Information requests rec", "concept/metric/applications-received"),
        ("agency/320500/finance", "agency/320500/finance"),
        ("jurisdiction/320500", "jurisdiction/320500"),
    ],
)
def test_things_are_suggested_by_the_beginning_of_their_names(service: str, prefix: str, expected: str) -> None:
    told = suggested(service, "entity", prefix=prefix)
    assert expected in ids(told)
    assert all(fits(one, SUGGESTED) for one in told)


def test_suggestions_keep_to_a_type_and_go_on_behind_a_cursor(service: str) -> None:
    assert {
        str(one["id"]).partition("/")[0] for one in suggested(service, "entity", prefix="苏州", type="channel")
    } == {"channel"}
    first = suggested(service, "entity", prefix="苏")
    second = suggested(service, "entity", prefix="苏", cursor=str(len(first)))
    assert first
    assert second
    assert not set(ids(first)) & set(ids(second))
    assert suggested(service, "entity", prefix="") == []
    assert suggested(service, "entity", prefix="没有") == []


def test_properties_are_suggested_in_either_language(service: str) -> None:
    assert "year" in ids(suggested(service, "property", prefix="年份"))
    assert "wikidata" in ids(suggested(service, "property", prefix="wiki"))
    assert "metric:applications-received@2016" in ids(suggested(service, "property", prefix="metric:applications"))
    assert {"jurisdiction", "county"} & set(ids(suggested(service, "type", prefix="jur"))) == {"jurisdiction"}


# --- Data extension ---------------------------------------------------------------------------------------------------


def extended(service: str, entities: list[str], properties: list[str]) -> dict[str, dict[str, list[object]]]:
    query = {"ids": entities, "properties": [{"id": one} for one in properties]}
    answer = web.post(service, data={"extend": json.dumps(query)}).raise_for_status().json()
    assert [one["id"] for one in answer["meta"]] == properties
    assert list(answer["rows"]) == entities
    rows: dict[str, dict[str, list[object]]] = answer["rows"]
    return rows


def test_what_is_known_of_a_place_can_be_fetched(service: str) -> None:
    names = ["code", "level", "parent", "province", "valid-from", "names", "replaces", "wikidata", "latitude"]
    (row,) = extended(service, ["jurisdiction/320509"], names).values()
    assert row == {
        "code": [{"str": "320509"}],
        "level": [{"str": "county"}],
        "parent": [{"id": "jurisdiction/320500", "name": "苏州市"}],
        "province": [{"id": "jurisdiction/320000", "name": "江苏省"}],
        "valid-from": [{"int": 2012}],
        "names": [{"str": "吴江区 320509 2012-"}, {"str": "吴江市 320584 -2012"}],
        "replaces": [{"id": "jurisdiction/320584", "name": "吴江市"}],
        "wikidata": [{"str": "Q1371372"}],
        "latitude": [{"float": 31.15983}],
    }


def test_a_figure_of_a_year_can_be_fetched_and_blank_is_not_0(service: str) -> None:
    received = "metric:applications-received@2016"
    rows = extended(service, ["jurisdiction/320500", "jurisdiction/320585", "agency/320500/government"], [received])
    assert [row[received] for row in rows.values()] == [[{"int": 3289}], [], [{"int": 254}]]


def test_what_is_known_of_agencies_channels_and_concepts_can_be_fetched(service: str) -> None:
    rows = extended(
        service,
        ["agency/320500/environmental-protection", "channel/320585/weibo/太仓发布", "concept/policy-area/environment"],
        ["kind", "jurisdiction", "type", "name-en"],
    )
    agency, channel, area = rows.values()
    assert agency["kind"] == [{"str": "environmental-protection"}]
    assert agency["jurisdiction"] == [{"id": "jurisdiction/320500", "name": "苏州市"}]
    assert (channel["type"], channel["kind"]) == ([{"str": "weibo"}], [])
    assert area["name-en"] == [{"str": "Ecology and environment"}]


@pytest.mark.parametrize("entity", ["", "nobody", "jurisdiction/999999", 'agency/<>"{}', "concept/nothing/x", "\ud800"])
def test_nothing_is_known_of_what_is_not_there(service: str, entity: str) -> None:
    answer = web.post(service, data={"extend": json.dumps({"ids": [entity], "properties": [{"id": "code"}]})})
    assert answer.status_code == 200
    assert answer.json()["rows"] == {entity: {"code": []}}


@pytest.mark.parametrize("kind", MAIN_TYPES)
def test_all_properties_that_are_proposed_can_be_fetched(service: str, kind: str) -> None:
    proposed = web.get(f"{service}/properties", params={"type": kind}).raise_for_status().json()
    assert proposed["type"] == kind
    names = [str(one["id"]) for one in proposed["properties"]]
    assert len(names) > 3
    things = {
        "jurisdiction": "jurisdiction/320500",
        "agency": "agency/320500/government",
        "channel": "channel/320500/newspaper/苏州日报",
        "policy-area": "concept/policy-area/environment",
        "metric": "concept/metric/litigations",
    }
    (row,) = extended(service, [things[kind]], names).values()
    cells = [cell for values in row.values() for cell in values]
    assert len(cells) > 2
    assert {frozenset(cell) for cell in cells if isinstance(cell, dict)} <= {
        frozenset(keys) for keys in (["str"], ["int"], ["float"], ["id", "name"])
    }
    limited = web.get(f"{service}/properties", params={"type": kind, "limit": 2}).json()
    assert [one["id"] for one in limited["properties"]] == names[:2]
    assert limited["limit"] == 2


# --- Preview and view -------------------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def test_a_preview_is_a_page_by_itself_that_any_site_may_frame(service: str) -> None:
    answer = web.get(f"{service}/preview", params={"id": "jurisdiction/320500"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors *" in policy
    assert "unsafe" not in policy
    assert "x-frame-options" not in answer.headers
    assert "苏州市" in answer.text
    assert "320500" in answer.text
    assert not {"script", "img", "link", "iframe", "form"} & _tags(answer.text)


def test_a_preview_escapes_what_stands_in_names(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>&\\\"'"
    turtle = (
        f"<{iris.BASE}channel/510800/website/x> a <{iris.GK}Channel> ; "
        f'<{iris.term("rdfs:label")}> "{evil}"@zh ; <{iris.GK}jurisdiction> <{iris.BASE}jurisdiction/510800> .'
    )
    with serving(store_of(tmp_path, turtle), "--workers", "1") as running:
        page = web.get(f"{running.origin}/reconcile/preview", params={"id": "channel/510800/website/x"})
        assert page.status_code == 200
        assert "script" not in _tags(page.text)
        assert "&lt;script&gt;" in page.text


def test_a_view_leads_to_the_page_of_the_iri(service: str) -> None:
    answer = web.get(f"{service}/view", params={"id": "channel/320585/weibo/太仓发布"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"/channel/320585/weibo/{quote('太仓发布')}")


@pytest.mark.parametrize("path", ["preview", "view"])
@pytest.mark.parametrize("entity", ["", "nobody", "//example.org/jurisdiction", "concept/nothing/x"])
def test_what_is_no_id_has_no_page(service: str, path: str, entity: str) -> None:
    assert web.get(f"{service}/{path}", params={"id": entity}).status_code == 404


def test_a_thing_that_is_not_in_the_store_has_no_preview(service: str) -> None:
    assert web.get(f"{service}/preview", params={"id": "agency/320500/nothing"}).status_code == 404


def _tags(page: str) -> set[str]:
    parser = _Tags()
    parser.feed(page)
    return parser.tags


# --- Refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "status", "why"),
    [
        ({"queries": "{"}, 400, "queries is no JSON"),
        ({"queries": "[]"}, 400, "send an object"),
        ({"queries": '{"a": "苏州市"}'}, 400, "must be an object"),
        ({"queries": '{"a": {}}'}, 400, "say a query"),
        ({"queries": '{"a": {"query": 3}}'}, 400, "query must be text"),
        ({"queries": '{"a": {"query": "x", "limit": 0}}'}, 400, "limit"),
        ({"queries": '{"a": {"query": "x", "limit": true}}'}, 400, "limit"),
        ({"queries": '{"a": {"query": "x", "limit": NaN}}'}, 400, "NaN is no number"),
        ({"queries": '{"a": {"query": "x", "limit": 1e999}}'}, 400, "limit"),
        ({"queries": '{"a": {"query": "x", "limit": 2.5}}'}, 400, "limit"),
        ({"queries": json.dumps({"a": {"query": "x", "properties": [{"pid": "year", "v": 1}] * 200}})}, 413, "100"),
        ({"queries": json.dumps({"a": {"query": "x", "properties": [{"pid": "year", "v": [1] * 200}]}})}, 413, "100"),
        ({"queries": '{"a": {"query": "x", "type": "planet"}}'}, 400, "there is no type"),
        ({"queries": '{"a": {"query": "x", "type": [{}, 7]}}'}, 400, "there is no type"),
        ({"queries": '{"a": {"query": "x", "type_strict": "maybe"}}'}, 400, "type_strict"),
        ({"queries": '{"a": {"query": "x", "properties": {}}}'}, 400, "properties a list"),
        ({"queries": '{"a": {"query": "x", "properties": [{"pid": "colour", "v": 1}]}}'}, 400, "there is no property"),
        ({"queries": '{"a": {"query": "x", "properties": [{"pid": "year", "v": {"x": 1}}]}}'}, 400, "with an id"),
        ({"queries": json.dumps({str(one): {"query": "苏州市"} for one in range(10_000)})}, 413, "at most|100 queries"),
        ({"queries": '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"}, 400, "nested too deeply"),
        ({"queries": '{"a": {"query": "' + "苏" * 400_000 + '"}}'}, 413, "bytes"),
        ({"extend": "7"}, 400, "an object with ids"),
        ({"extend": '{"ids": 1, "properties": []}'}, 400, "must be lists"),
        ({"extend": '{"ids": [1], "properties": []}'}, 400, "must be text"),
        ({"extend": '{"ids": ["a"], "properties": [{}]}'}, 400, "must be text"),
        ({"extend": '{"ids": ["a"], "properties": [{"id": "colour"}]}'}, 400, "there is no property"),
        ({"extend": '{"ids": ["a"], "properties": [{"id": "metric:colour@2016"}]}'}, 400, "there is no property"),
        ({"extend": json.dumps({"ids": [str(one) for one in range(2000)], "properties": []})}, 413, "at most"),
        ({}, 400, "send queries or extend"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(
    service: str, form: dict[str, str], status: int, why: str
) -> None:
    answer = web.post(service, data=form, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == status
    assert answer.text.count("\n") == 1
    assert re.search(why, answer.text)


def test_a_body_that_is_no_form_is_refused(service: str) -> None:
    assert web.post(service, json={"queries": {}}).status_code == 415
    assert web.post(service, data={"queries": ["{}", "{}"]}).status_code == 400
    assert httpx.put(service).status_code == 405
    assert web.get(f"{service}/properties", params={"type": "planet"}).status_code == 400
    assert web.get(f"{service}/suggest/entity", params={"prefix": "苏", "cursor": "-1"}).status_code == 400


@pytest.mark.parametrize(
    "name",
    [
        "苏" * 5000,
        "\ud800",
        "\x00",
        "<script>",
        "苏州市\n" * 10,
        "{{id}}",
        "(?:a+)+$" * 10,
        "agency/<>",
        "jurisdiction/",
    ],
)
def test_a_strange_name_is_nobody_s(service: str, name: str) -> None:
    answer = web.post(service, data={"queries": json.dumps({"q": {"query": name, "properties": []}})})
    assert answer.status_code == 200
    assert not any(one["match"] for one in answer.json()["q"]["result"])


# --- Time -------------------------------------------------------------------------------------------------------------


class _Reply:
    def __init__(self) -> None:
        self.content = io.BytesIO()

    def begin(self, media_type: str) -> io.BytesIO:
        return self.content


def test_a_batch_of_ten_takes_little_of_the_processor(store: Path) -> None:
    """Of server and worker together; time of the processor, since others may share it."""

    def done(task: Task) -> bytes:
        reply = _Reply()
        task.answer(opened, reply)
        return reply.content.getvalue()

    names = ["苏州市", "鼓楼区", "吴江", "太仓市", "苏州市环保局", "福州", "苏州发布", "环境保护", "没有这个", "江苏"]
    with open_store(store) as opened:
        service = Service.load(Concepts(*tasks.catalogue_of(done(tasks.Catalogue()))))
        took = []
        for _ in range(5):
            start = time.process_time()
            aims = service.aims(Query(name) for name in names)
            found = tasks.things_of(done(tasks.Lookup(tuple(map(service.search, aims)))))
            results = [service.result(*pair) for pair in zip(aims, found, strict=True)]
            took.append(time.process_time() - start)
    assert len(results) == len(names)
    assert min(took) < 0.1


@pytest.mark.parametrize("field", ["queries", "extend"])
def test_half_a_character_is_no_failure_of_the_server(site: Server, field: str) -> None:
    asked = {
        "queries": r'{"q0": {"query": "\ud800"}}',
        "extend": r'{"ids": ["\ud800"], "properties": [{"id": "\ud800"}]}',
    }
    assert web.post(f"{site.origin}/reconcile", data={field: asked[field]}).status_code < 500
