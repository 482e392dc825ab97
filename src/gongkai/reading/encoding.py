"""Bytes -> text: by what the bytes can be before what they are declared to be, for declarations lie."""

import codecs
from pathlib import Path

from gongkai.errors import UnreadableReport

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Declarations that are followed: encodings of many bytes, which refuse most of what is not theirs.
# GBK and GB 2312 are parts of GB18030, which is tried in any case; Latin-1 and its like would take anything.
_FOLLOWED = {"big5": "big5hkscs", "big5hkscs": "big5hkscs", "hz": "hz", "gb18030": "gb18030"}


def decode(path: Path, content: bytes, declared: str = "", damage: float = 0.0) -> str:
    """By byte order mark, else UTF-8, else as declared, else GB18030; raises UnreadableReport where none fits.

    `damage` is the share of characters that may be broken; in the text they are U+FFFD.
    """
    encodings = _encodings(content, declared)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    if damage:
        text = min((content.decode(encoding, "replace") for encoding in encodings), key=_broken)
        if "\0" not in text and _broken(text) <= damage * len(text):
            return text
    raise UnreadableReport(f"{path}: this is no text in UTF-8 or GB18030; save it as text in UTF-8")


def _broken(text: str) -> int:
    return text.count("\ufffd")


def _encodings(content: bytes, declared: str) -> list[str]:
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    if marked:
        return marked
    try:
        followed = _FOLLOWED.get(codecs.lookup(declared).name, "") if declared else ""
    except (LookupError, ValueError):
        followed = ""
    return [name for name in ("utf-8", followed, "gb18030") if name]
