"""Accept and Accept-Language of HTTP + what can be given -> what to give (RFC 9110, 12.5.1 and 12.5.4)."""

from collections.abc import Iterable, Sequence
from typing import Final

_ANYTHING: Final = "*/*"


def chosen(accept: str, offered: Iterable[str]) -> str:
    """The media type that the client likes best, the first of equals; empty where it takes none of them.

    Of the ranges that fit a type, the most specific one says how much it is liked.
    """
    ranges = dict(_ranges(accept or _ANYTHING))
    liked = [(_quality(one, ranges), one) for one in offered]
    quality, best = max(liked, key=lambda pair: pair[0], default=(0.0, ""))
    return best if quality > 0 else ""


def language(accept: str, offered: Sequence[str]) -> str:
    """The language that the client likes best, the first where it takes none: a page is better than no page.

    A range stands for all its regions and scripts: zh-Hans-CN is Chinese (RFC 4647, 3.4).
    """
    liked: dict[str, float] = {}
    for name, weight in _ranges(accept):
        first = name.partition("-")[0]
        liked[first] = max(liked.get(first, 0.0), weight)
    return max(offered, key=lambda one: liked.get(one, liked.get("*", 0.0)))


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            weights = (text.partition("=")[2] for text in parameters if text.partition("=")[0].strip() == "q")
            yield name, _weight(next(weights, "1"))


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(media_type: str, ranges: dict[str, float]) -> float:
    kind = media_type.partition("/")[0]
    return next((ranges[one] for one in (media_type, f"{kind}/*", _ANYTHING) if one in ranges), 0.0)
