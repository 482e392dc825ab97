"""Folding keeps every character's place, and what is read points back at what is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text import Cover, Span, fold, reading_along, simplified
from samples import reading_of

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(min(ends), max(ends)))


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_ordinary_characters_stay_as_they_are(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("variant", "usual"),
    [
        ("⼀⾏⼈⺠⻓⻔⻋⻚", "一行人民长门车页"),
        ("２０１６年７.５％", "2016年7.5%"),
        ("ＰＭ２.５", "PM2.5"),
        ("(一);!", "（一）；！"),
        ("，：（）", "，：（）"),
        ("a\u3000b\u00a0c\td", "a b c d"),
    ],
)
def test_variants_become_the_usual_characters(variant: str, usual: str) -> None:
    assert fold(variant) == usual


@pytest.mark.parametrize("point", range(0x2F00, 0x2FD6))
def test_every_kangxi_radical_becomes_an_ideograph(point: int) -> None:
    assert unicodedata.name(fold(chr(point))).startswith("CJK UNIFIED IDEOGRAPH")


@pytest.mark.parametrize("point", sorted({*range(0x2E81, 0x2EF4)} - {0x2E9A}))
def test_every_radical_of_the_supplement_becomes_an_ideograph(point: int) -> None:
    assert unicodedata.name(fold(chr(point))).startswith("CJK UNIFIED IDEOGRAPH")


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("政府信息公開工作年度報告", "政府信息公开工作年度报告"),
        ("收到申請數、結轉下年度繼續辦理", "收到申请数、结转下年度继续办理"),
        ("蘇州市人民政府辦公室、衛生健康委員會", "苏州市人民政府办公室、卫生健康委员会"),
        ("乾縣人民政府網站發佈規章３萬條", "乾县人民政府网站发布规章３万条"),
    ],
)
def test_a_text_in_traditional_characters_is_simplified_character_for_character(printed: str, usual: str) -> None:
    assert simplified(printed) == usual


@pytest.mark.parametrize(
    "text", ["", "3119", "徵著乾隆年间的后裔，於潜镇、堃喆公司公开政府信息若干条。", "规范性文件" * 3 + "報"]
)
def test_a_simplified_text_with_a_few_other_characters_stays_as_it_is(text: str) -> None:
    assert simplified(text) == text


@given(text=st.text(min_size=1), data=st.data())
def test_places_of_a_reading_point_at_the_characters_read(text: str, data: st.DataObject) -> None:
    kept = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), min_size=1)))
    reading = reading_of(fold(text), kept)
    assert reading.plain == "".join(fold(text[at]) for at in kept)
    for at, character in enumerate(reading.plain):
        place = reading.place(Span(at, at + 1))
        assert place.end - place.start == 1
        assert fold(text[place.start]) == character


@given(text=st.text(min_size=2), data=st.data())
def test_a_stretch_of_the_reading_lies_between_its_ends_in_the_text(text: str, data: st.DataObject) -> None:
    kept = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), min_size=1)))
    start = data.draw(st.integers(0, len(kept) - 1))
    end = data.draw(st.integers(start + 1, len(kept)))
    assert reading_of(text, kept).place(Span(start, end)) == Span(kept[start], kept[end - 1] + 1)


@given(text=st.text(min_size=1), data=st.data())
def test_a_reading_along_stretches_is_that_of_their_characters(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    stretches = [Span(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=False)]
    kept = [at for one in stretches for at in range(one.start, one.end)]
    assert reading_along(text, stretches) == reading_of(text, kept)


def test_a_place_behind_the_last_character_is_the_end() -> None:
    assert reading_of("甲 乙", [0, 2]).place(Span(2, 2)) == Span(3, 3)


def test_an_empty_stretch_is_where_its_character_stands() -> None:
    assert reading_of("甲 乙", [0, 2]).place(Span(1, 1)) == Span(2, 2)


@given(SPANS, SPANS)
def test_spans_touch_where_they_share_a_character(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if one.start < one.end and other.start < other.end:
        assert one.touches(other) == bool(shared)
    assert one.touches(other) == other.touches(one)


@given(SPANS, SPANS)
def test_a_span_within_another_holds_none_but_its_characters(one: Span, other: Span) -> None:
    if one in other:
        assert set(range(one.start, one.end)) <= set(range(other.start, other.end))


def test_what_is_taken_is_touched_by_any_stretch_that_shares_a_character() -> None:
    cover = Cover([Span(3, 5)])
    assert cover.touches(Span(4, 9))
    assert not cover.touches(Span(5, 9))
    cover.add(Span(8, 9))
    assert cover.touches(Span(5, 9))
