"""Characters of a figure -> its value: Arabic with thousands and decimals, Chinese numerals, scales."""

from decimal import Context, Decimal

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Digits beyond the 28 that Decimal keeps by itself: figures are never rounded.
_EXACT = Context(prec=1000)
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def arabic(text: str) -> Decimal:
    """`28,913` and `75.8`; blanks and line ends inside are layout."""
    return Decimal(text if text.isdecimal() else "".join(text.split()).replace(",", ""))


def counted(digits: str, scale: int) -> Decimal:
    """The same in the base unit: 106.5 of 万 is 1065000."""
    return Decimal(digits) if scale == 1 and digits.isdecimal() else scaled(arabic(digits), scale)


def chinese(text: str) -> Decimal:
    """`十五` is 15, `两百` is 200, `一千零六` is 1006, `三万二千` is 32000, `一亿零一万` is 100010000."""
    above = myriads = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "亿":
            above, myriads, section, digit = (above + myriads + section + digit) * _POWERS["亿"], 0, 0, 0
        elif character == "万":
            myriads, section, digit = myriads + (section + digit) * _POWERS["万"], 0, 0
        else:
            section, digit = section + (digit or 1) * _POWERS[character], 0
    return Decimal(above + myriads + section + digit)


def plain(value: Decimal) -> str:
    """Every digit of it, without exponent and trailing zeros."""
    digits = str(value)
    return digits if digits.isdecimal() else f"{value.normalize(_EXACT):f}"


def scaled(value: Decimal, scale: int) -> Decimal:
    """In the base unit, without trailing zeros: 106.5 of 万 is 1065000."""
    if scale == 1 and value.as_tuple().exponent == 0:
        return value
    product = _EXACT.multiply(value, Decimal(scale))
    return Decimal(int(product)) if product == product.to_integral_value() else product.normalize(_EXACT)
