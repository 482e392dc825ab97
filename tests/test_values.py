"""Figures as written -> values: what is written from a number is read as that number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.values import arabic, chinese, scaled

DIGITS = "零一二三四五六七八九"


def section(number: int) -> str:
    """1 to 9999 as it is written out: 1006 is 一千零六."""
    text, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = not digit
    return text


def written(number: int) -> str:
    """Up to 亿 as it is written out."""
    text = ""
    for power, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, power)
        if part:
            text += ("零" if text and part < 1000 else "") + section(part) + name
    return text.removeprefix("一") if text.startswith("一十") else text


def test_a_number_of_very_many_digits_stays_exact() -> None:
    assert scaled(arabic("3" * 40), 10_000) == int("3" * 40) * 10_000


@given(st.integers(1, 10**8 - 1))
def test_what_is_written_out_is_read_back(number: int) -> None:
    assert chinese(written(number)) == number


@given(st.integers(10**8, 10**12 - 1))
def test_what_is_written_out_with_yi_is_read_back(number: int) -> None:
    assert chinese(written(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("两百", 200), ("一百零六", 106), ("一千零六", 1006),
        ("三万二千", 32000), ("十二万", 120_000), ("三亿", 300_000_000), ("零", 0), ("〇", 0),
    ],
)  # fmt: skip
def test_numerals_have_their_values(text: str, value: int) -> None:
    assert chinese(text) == value


@given(st.integers(0, 10**15))
def test_separators_do_not_change_a_number(number: int) -> None:
    assert arabic(f"{number:,}") == arabic(str(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_decimals_are_exact(number: Decimal) -> None:
    assert arabic(f"{number:,f}") == number


@given(st.integers(10, 10**9), st.data())
def test_line_ends_and_blanks_inside_are_layout(number: int, data: st.DataObject) -> None:
    text = str(number)
    at = data.draw(st.integers(1, len(text) - 1))
    assert arabic(text[:at] + data.draw(st.sampled_from(["\n", " ", " \n"])) + text[at:]) == number


@given(st.decimals(min_value=0, max_value=10**6, places=4), st.sampled_from([1, 10_000, 100_000_000]))
def test_a_scale_multiplies_and_leaves_no_nought_behind(value: Decimal, scale: int) -> None:
    product = scaled(value, scale)
    assert product == value * scale
    assert "." not in f"{product:f}" or not f"{product:f}".endswith("0")


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [("106.5", 10_000, "1065000"), ("1276.5534", 10_000, "12765534"), ("75.80", 1, "75.8"), ("24.0", 1, "24")],
)
def test_a_scaled_value_is_written_plainly(value: str, scale: int, text: str) -> None:
    assert f"{scaled(Decimal(value), scale):f}" == text
