"""Headers whose merged cells are left out: laid over a form's columns if that can be done in one way, else refused."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import vocabulary
from gongkai.tables.fitting import Label, Line, fit_of
from gongkai.tables.forms import Form, forms_of
from gongkai.vocabulary import Vocabulary

Orders = Callable[..., list[int]]

RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计"
OTHERS = "商业企业 科研机构 社会公益组织 法律服务机构 其他"
LAWSUITS = f"{RESULTS} 未经复议直接起诉 复议后起诉"
IN_ORDER = [*range(15)]


def form_of(words: Vocabulary, columns: int) -> Form:
    forms = (*forms_of(words.layouts, "line"), *forms_of(words.layouts, "matrix"))
    return next(form for form in forms if len(form.block.columns) == columns)


def lines_of(form: Form, *lines: str, at: int = 0) -> list[Line]:
    return [
        tuple(Label(word, form.name_above(word), at * row + place) for place, word in enumerate(line.split()))
        for row, line in enumerate(lines)
    ]


@pytest.fixture
def disputes(words: Vocabulary) -> Orders:
    """The columns of the form from the left, by number."""
    return lambda *lines: order_of(form_of(words, 15), *lines)


@pytest.fixture
def requests(words: Vocabulary) -> Orders:
    return lambda *lines: order_of(form_of(words, 7), *lines)


def order_of(form: Form, *lines: str, at: int = 0) -> list[int]:
    return [form.block.columns.index(heading) for heading, _ in fit_of(lines_of(form, *lines, at=at), form.block)]


def test_labels_of_the_form_without_the_places_of_merged_cells_have_one_order(disputes: Orders) -> None:
    assert disputes("行政复议 行政诉讼", LAWSUITS, f"{RESULTS} {RESULTS}") == IN_ORDER


def test_labels_may_stand_on_the_lowest_line_all_of_them(disputes: Orders) -> None:
    assert disputes("行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", f"{RESULTS} {RESULTS} {RESULTS}") == IN_ORDER


def test_columns_in_another_order_are_in_that_of_their_labels(disputes: Orders, requests: Orders) -> None:
    after = f"{RESULTS} 复议后起诉 未经复议直接起诉"
    assert disputes("行政复议 行政诉讼", after, f"{RESULTS} {RESULTS}") == [*range(5), *range(10, 15), *range(5, 10)]
    assert requests("总计 自然人 法人或其他组织", OTHERS) == [6, 0, 1, 2, 3, 4, 5]


def test_the_labels_under_one_label_are_those_that_follow_on_the_line_below(disputes: Orders) -> None:
    swapped = "结果纠正 结果维持 其他结果 尚未审结 总计"
    assert disputes("行政复议 行政诉讼", LAWSUITS, f"{RESULTS} {swapped}")[10:12] == [11, 10]


@pytest.mark.parametrize(
    "lines",
    [
        ("行政复议 行政诉讼", RESULTS.replace(" 总计", "") + " 未经复议直接起诉 复议后起诉", f"{RESULTS} {RESULTS}"),
        ("行政复议 行政诉讼", f"{RESULTS} 复议后起诉", f"{RESULTS} {RESULTS}"),
        ("行政复议 行政诉讼", LAWSUITS, f"{RESULTS} {RESULTS.replace('尚未审结', '总计')}"),
        ("行政复议 行政诉讼", LAWSUITS, f"{RESULTS} {RESULTS} 备注"),
        ("行政诉讼 行政复议", LAWSUITS, f"{RESULTS} {RESULTS}"),
        (LAWSUITS, "行政复议 行政诉讼", f"{RESULTS} {RESULTS}"),
        ("行政复议 行政诉讼", LAWSUITS, f"{RESULTS} 结果维持 结果纠正 其他结果 结果维持 总计"),
        ("行政复议 行政诉讼 行政诉讼", LAWSUITS, f"{RESULTS} {RESULTS}"),
        ("行政复议 行政诉讼", LAWSUITS),
    ],
)
def test_labels_that_are_missing_too_many_or_out_of_place_are_refused(disputes: Orders, lines: tuple[str]) -> None:
    assert disputes(*lines) == []


def test_what_can_be_laid_out_in_two_ways_is_refused(requests: Orders) -> None:
    assert requests("自然人 总计", OTHERS) == []


def test_words_that_head_the_labels_of_the_rows_are_no_column(requests: Orders) -> None:
    assert requests("指标 单位 自然人 法人或其他组织 总计", OTHERS) == [*range(7)]
    assert requests("自然人 法人或其他组织 总计", f"外资企业 {OTHERS}") == []


def test_one_label_in_other_words_is_known_in_its_place_only(requests: Orders) -> None:
    assert requests("自然人 法人或其他组织 总计", OTHERS.replace("法律服务机构", "律师事务所")) == [*range(7)]
    assert requests("总计 自然人 法人或其他组织", OTHERS.replace("法律服务机构", "律师事务所")) == []
    two = OTHERS.replace("法律服务机构", "律师事务所").replace("科研机构", "高校")
    assert requests("自然人 法人或其他组织 总计", two) == []


def test_places_that_tell_another_order_refuse_it(words: Vocabulary) -> None:
    form = form_of(words, 7)
    assert order_of(form, "自然人 法人或其他组织 总计", OTHERS, at=1) == [*range(7)]
    assert order_of(form, "自然人 法人或其他组织 总计", OTHERS, at=3) == []


@given(st.lists(st.lists(st.sampled_from(["", "甲", *RESULTS.split(), *LAWSUITS.split()[-2:], "行政复议", "行政诉讼"]),
                         max_size=16), max_size=4))  # fmt: skip
def test_a_fit_has_every_column_once_and_all_labels(lines: list[list[str]]) -> None:
    form = form_of(vocabulary.load(), 15)
    fit = fit_of(lines_of(form, *map(" ".join, lines)), form.block)
    assert not fit or {heading for heading, _ in fit} == set(form.block.columns)


@given(st.permutations(range(17)))
def test_no_shuffle_gives_a_column_to_a_label_of_other_words(shuffle: list[int]) -> None:
    """Of the ten results below, and of the seven labels above them."""
    form = form_of(vocabulary.load(), 15)
    labels = [*LAWSUITS.split(), *RESULTS.split(), *RESULTS.split()]
    mixed = [labels[at] for at in shuffle]
    fit = fit_of(lines_of(form, "行政复议 行政诉讼", " ".join(mixed[:7]), " ".join(mixed[7:])), form.block)
    assert all(heading.labels[0] == label.words for heading, label in fit)
