"""Extract + what readers say of its figures -> the Extract in force: corrected figures, and what came of each line."""

from gongkai.corrections.applying import apply, concerning
from gongkai.corrections.fields import CODED, FIELDS, pairs_of, text_of
from gongkai.corrections.file import COLUMNS, append, digest_of, head, line_of, load, spot_of

__all__ = [
    "CODED",
    "COLUMNS",
    "FIELDS",
    "append",
    "apply",
    "concerning",
    "digest_of",
    "head",
    "line_of",
    "load",
    "pairs_of",
    "spot_of",
    "text_of",
]
