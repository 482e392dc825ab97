"""The counties around a report's place: all of them, each with its years, and nothing of other prefectures."""

import re

from gongkai import graph
from gongkai.vocabulary import Vocabulary


def counties(lines: list[str]) -> set[str]:
    return {code for line in lines for code in re.findall(r"jurisdiction/([\d-]+)> <\S+containedInPlace>", line)}


def test_a_county_brings_its_neighbours(words: Vocabulary) -> None:
    found = counties(graph.divisions_around({"640521"}, words.places))
    assert found == {"640502", "640521", "640522"}


def test_a_prefecture_brings_its_counties_and_those_that_ended(words: Vocabulary) -> None:
    lines = graph.divisions_around({"321000"}, words.places)
    assert len(counties(lines)) == 8
    ended = [line for line in lines if "321011>" in line and "validThrough" in line]
    assert len(ended) == 1
    assert '"2011"' in ended[0]


def test_a_county_is_within_every_holder_of_its_prefecture_s_code(words: Vocabulary) -> None:
    lines = graph.divisions_around({"420600"}, words.places)
    within = {line.split()[2] for line in lines if "containedInPlace" in line and "/420602>" in line.split()[0]}
    assert len(within) == 2


def test_a_place_that_the_gazetteer_does_not_have_brings_nothing(words: Vocabulary) -> None:
    assert graph.divisions_around({"990100"}, words.places) == []
