"""Text -> a refusal, where it is too long, or holds too long a number, for a report."""

import re
from pathlib import Path

from gongkai.errors import UnreadableReport

# The longest real report known has 0.6 MB of text; what is far beyond is something else.
LONGEST = 1_000_000
_NUMBER = re.compile(r"\d(?:\d{999}|(?:,\d{3}){333})")  # a digit first, so that a search skips what is none


def check_length(path: Path, text: str) -> None:
    """Raises UnreadableReport."""
    if len(text) > LONGEST:
        raise UnreadableReport(
            f"{path}: {len(text):,} characters are no single report (the limit is {LONGEST:,}); split it"
        )
    if _NUMBER.search(text):
        raise UnreadableReport(f"{path}: a number of a thousand digits stands in no report; save the text of one alone")
