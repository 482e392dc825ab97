"""Text of a report -> HTML that shows it as it is: what would steer a browser is escaped, or shut in and named."""

import re
import unicodedata
from typing import Final

from markupsafe import Markup, escape

# Marks that turn the direction of what follows them, and characters that a browser does not take over.
_STEERING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LOST: Final = {0: "\ufffd", 13: "\u240d"}


def shown(text: str) -> Markup:
    """As many characters as `text` has; each mark of direction holds for itself alone, and is seen."""
    safe = str(escape(text.translate(_LOST)))
    return Markup(_STEERING.sub(lambda found: _shut_in(found[0]), safe))


def _shut_in(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f'<span class="steering" title="{escape(name)}" data-sign="U+{ord(sign):04X}">{sign}</span>'
