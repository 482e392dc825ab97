"""The number of an item -> how lists write it: 一, 十二, a, iv, ③."""

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """一 to 九十九; beyond, digit by digit."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return digit_by_digit(number)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def lettered(number: int, first: str) -> str:
    """a to z, then aa, bb, as Word does."""
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """i to ccc, beyond in digits."""
    if number >= 400:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def enclosed(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


def full_width(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
