"""Extract + what readers say of its figures -> the Extract in force: corrected figures, and what came of each line."""

from gongkai.corrections.applying import apply, concerning
from gongkai.corrections.file import COLUMNS, digest_of, line_of, load, spot_of

__all__ = ["COLUMNS", "apply", "concerning", "digest_of", "line_of", "load", "spot_of"]
