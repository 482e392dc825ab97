"""A pure function of a wording -> the same with its answers kept: reports of a kind repeat their wordings."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from gongkai.vocabulary.lexicon import Lexicon

Asked = ParamSpec("Asked")
Told = TypeVar("Told")

# Wordings of each kind: 1,157 generated reports of every edition and format had 1,217 different ones at most, and after
# the first 50 nine of ten of the next had been met; 23 real ones had a thousand, of which a third had been met before.
_MOST = 2**12


def kept(function: Callable[Asked, Told]) -> Callable[Asked, Told]:
    """For what depends on nothing but words and the vocabulary, not on where in which report they stand."""
    return cast("Callable[Asked, Told]", lru_cache(maxsize=_MOST)(function))


@kept
def first_in(text: str, lexicon: Lexicon) -> str:
    """The id of the first of its words in the text, empty where there is none."""
    return next((identifier for _, _, identifier in lexicon.find(text)), "")
