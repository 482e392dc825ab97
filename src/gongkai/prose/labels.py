"""Words around a figure -> the label of what is counted: a phrase of 2 to 30 characters, cut with jieba."""

import logging
from functools import cache

import jieba

from gongkai.vocabulary.cues import Labels

_GENITIVE = "的"
_AND_SO_ON = "等"


@cache
def _tokenizer() -> jieba.Tokenizer:
    """One of our own: jieba's global one is shared by the whole process. Its dictionary takes a second to load."""
    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


def label_behind(text: str, labels: Labels) -> str:
    """The thing that stands behind the figure, as in 37家政府立法基层联系点; empty where none does."""
    if text.startswith(_GENITIVE):
        text = text[1:]
    if not text or labels.not_after.match(text):
        return ""
    if text.startswith("“") and "”" in text[2:]:
        return clean(text[1 : text.index("”", 2)], labels)
    kept: list[str] = []
    for word in _tokenizer().lcut(text, HMM=False):
        if word in labels.ends or word == _GENITIVE or word in labels.quotes:
            break
        kept.append(word)
    while kept and kept[-1] in labels.fillers:
        kept.pop()
    found = clean("".join(kept), labels)
    return found if len(found) > 1 else ""


def label_before(text: str, labels: Labels) -> str:
    """The thing that stands before the figure, as in 发放调查问卷22000份: without adverbs and the deed done to it."""
    words = _tokenizer().lcut(text, HMM=False)
    while words and words[-1] in labels.fillers:
        words.pop()
    start = 0
    while start < len(words) and (words[start] in labels.openers or words[start] in labels.quotes):
        start += 1
    words = words[start:]
    if _AND_SO_ON in words[:-1]:
        words = words[len(words) - words[::-1].index(_AND_SO_ON) :]
    deeds = [at for at, word in enumerate(words[:-1]) if word in labels.deeds]
    if deeds and len("".join(words[deeds[-1] + 1 :])) > 1:
        words = words[deeds[-1] + 1 :]
    while words and words[0] in labels.openers and len(words) > 1:
        words = words[1:]
    while words and words[0] in ("了", "过", "的"):
        words = words[1:]
    return clean("".join(words), labels)


def clean(text: str, labels: Labels) -> str:
    """Without quotation marks and no longer than a label may be: the end says what it is."""
    bare = "".join(character for character in text if character not in labels.quotes)
    return bare[-labels.longest :]


def joined(first: str, second: str, labels: Labels) -> str:
    """Two labels as one, the second alone where both are too long."""
    both = first + second
    return both if len(both) <= labels.longest and not second.startswith(first) else second[-labels.longest :]


