"""A name as written leads to one division, or is said to be ambiguous or unknown: floors for each class of names."""

from dataclasses import replace

import pytest

from gongkai.resolution import Question, resolve
from gongkai.vocabulary import Vocabulary
from places import Case, Score, answered, cases, said, scores

PRECISION, RECALL, DOUBT = 0.998, 0.995, 0.98
FLOOR_OF_CLASS = 0.92  # one in thirteen by hand: 江浦区, which is not, is taken for 江宁区


@pytest.fixture(scope="module")
def found() -> dict[str, Score]:
    return scores(cases())


def test_there_are_names_enough_of_every_class() -> None:
    asked = cases()
    assert len(asked) > 1200
    assert len([case for case in asked if case.kind.startswith("by hand")]) > 100


def test_names_lead_to_the_right_division(found: dict[str, Score]) -> None:
    whole = found["all"]
    assert whole.precision >= PRECISION
    assert whole.recall >= RECALL
    assert whole.doubt >= DOUBT * whole.doubtful


@pytest.mark.parametrize("kind", sorted({case.kind for case in cases()}))
def test_no_class_of_names_is_left_behind(kind: str, found: dict[str, Score]) -> None:
    score = found[kind]
    assert min(score.precision, score.recall) >= FLOOR_OF_CLASS
    assert score.doubt >= FLOOR_OF_CLASS * score.doubtful or score.doubtful - score.doubt == 1


def test_a_wrong_answer_is_counted() -> None:
    case = Case("x", "苏州市", 2016, "", "320600")
    assert answered(case) == "320500"
    assert scores([case, replace(case, expected="ambiguous")])["all"].precision == 0.0


def test_an_ambiguous_name_comes_with_all_it_may_mean(words: Vocabulary) -> None:
    answer = resolve(Question("鼓楼区", 2016), words)
    assert {place.jurisdiction.code for place in answer.places} == {"320106", "320302", "350102", "410204"}


def test_a_name_of_other_years_is_unknown_and_told(words: Vocabulary) -> None:
    answer = resolve(Question("吴江市", 2014), words)
    assert said(answer) == "unknown"
    assert [place.jurisdiction.code for place in answer.others] == ["320584"]


def test_a_level_narrows_a_name(words: Vocabulary) -> None:
    assert said(resolve(Question("长沙", 2016, level="prefecture"), words)) == "430100"
    assert said(resolve(Question("长沙", 2016, level="county"), words)) == "430121"


def test_a_place_outside_the_parent_that_is_given_is_not_taken(words: Vocabulary) -> None:
    answer = resolve(Question("昆山市", 2016, within=frozenset({"350100"})), words)
    assert said(answer) == "unknown"
    assert [place.jurisdiction.code for place in answer.others] == ["320583"]


def test_what_stands_behind_the_name_is_told(words: Vocabulary) -> None:
    asked = {
        name: resolve(Question(name, 2016), words) for name in ("苏州市", "苏州市政府", "苏州市财政局", "东莞市虎门镇")
    }
    assert [answer.kind for answer in asked.values()] == ["place", "government", "agency", "township"]
    assert [answer.rest for answer in asked.values()] == ["", "政府", "财政局", "虎门镇"]


def test_a_slip_is_told_as_such(words: Vocabulary) -> None:
    answer = resolve(Question("福州市鼓搂区", 2016), words)
    assert (answer.method, round(answer.score, 3)) == ("fuzzy", 0.667)


def test_a_name_right_for_another_place_is_no_slip(words: Vocabulary) -> None:
    answer = resolve(Question("保定市新华区", 2014), words)
    assert said(answer) == "unknown"
