"""The name of a file as the system has it -> the name that its maker gave it.

A system keeps bytes. What was packed on a Chinese Windows and unpacked elsewhere has a name in GB18030; Python shows it
with halves of surrogate pairs, which no graph and no file can hold.
"""

import os
from pathlib import Path

_ENCODINGS = ("utf-8", "gb18030")


def name_of(path: Path) -> str:
    """The last part of the path; what is in neither encoding has U+FFFD in place of each byte that cannot be read."""
    content = os.fsencode(path.name)
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    return content.decode("utf-8", "replace")
