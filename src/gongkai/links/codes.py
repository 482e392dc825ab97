"""A cell with a code, as people and programs write it -> six digits of GB/T 2260, or an ISO 3166-2 code."""

import re
from decimal import Decimal, InvalidOperation

_BLANKS = re.compile(r"[\s'`]+")
_ISO = re.compile(r"CN-[A-Z]{2}")
_DIGITS = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")
_LEVEL = 6
_LARGEST = 10**12


def code_of(cell: object) -> str:
    """320500 from 320500, 320500.0, 3.205E+05, "32 05", 320500000 and 320500000000; codes of towns give nothing."""
    written = _BLANKS.sub("", str(cell)).upper()
    if _ISO.fullmatch(written):
        return written
    try:
        number = Decimal(written)
    except InvalidOperation:
        return ""
    whole = number.is_finite() and 0 < number < _LARGEST and number == number.to_integral_value()
    digits = str(int(number)) if whole else ""
    if not _DIGITS.fullmatch(digits) or set(digits[_LEVEL:]) - {"0"}:
        return ""
    return digits[:_LEVEL].ljust(_LEVEL, "0")
