"""Words around a figure -> the label of what is counted: a phrase of 2 to 30 characters, cut with jieba."""

import re

from gongkai.frozen import frozen
from gongkai.prose.cutting import cut
from gongkai.prose.keeping import kept
from gongkai.vocabulary.cues import Labels

_GENITIVE = "的"
_REMARK = re.compile(r"（[^（）]*）|〔[^〔〕]*〕|^（?\d{1,2}[）.、．]")
_BRACKET = re.compile(r"[（）()〔〕]")
_AND_SO_ON = "等"
# What stands before 的 and is no longer than this only describes: 现行有效的行政规范性文件.
_ADJECTIVE = 4


@frozen
class Clause:
    """Words before a figure, without remarks in brackets; and cut, unless they are all of the label however cut."""

    text: str
    words: list[str]


def clause_of(text: str, labels: Labels) -> Clause:
    bare = _REMARK.sub("", text)
    # 县（区）: what is left of so short a word says too little.
    text = bare if len(clean(bare, labels)) > 1 else _BRACKET.sub("", text)
    return Clause(text, cut(text, labels.words) if _has_more(text, labels) else [text])


def _has_more(text: str, labels: Labels) -> bool:
    """Whether a word of the clause may stand before or behind the thing; of two clauses only one needs to be cut."""
    if _AND_SO_ON in text[:-1]:
        return True
    for length in labels.lengths:
        if text[:length] in labels.adverbs or text[-length:] in labels.fillers:
            return True
    deeds = labels.deeds_within.find(text)
    return bool(deeds) and len(text) - deeds[0][0] >= labels.shortest_deed + labels.least_behind_deed


@frozen
class Behind:
    """The thing behind a figure; `of` where 的 ties it to the figure, `done` where it begins with a deed."""

    label: str
    of: bool = False
    done: bool = False
    rate: bool = False


@kept
def label_behind(text: str, unit: str, labels: Labels) -> Behind:
    """The thing that stands behind the figure, as in 37家政府立法基层联系点; empty where none does."""
    of = text.startswith(_GENITIVE)
    text = text.removeprefix(_GENITIVE)
    if not text or labels.not_after.match(text):
        return Behind("")
    if text.startswith("“") and "”" in text[2:]:
        return Behind(clean(text[1 : text.index("”", 2)], labels))
    told: list[str] = []
    words = cut(text, labels.words)
    if words and words[0] in labels.taking_part:
        return Behind(clean("".join(words), labels), of, done=True)
    for at, word in enumerate(words):
        if at == 0 and word in labels.negations and len(words) > 1:
            told.append(word)  # 5家不合格单位
            continue
        if word in labels.ends or word in labels.quotes or (word == _GENITIVE and len("".join(told)) > _ADJECTIVE):
            break
        told.append(word)
    while told and (told[-1] in labels.fillers or told[-1] == _GENITIVE):
        told.pop()
    found = labels.quoting.sub("", "".join(told))[: labels.longest]
    if len(found) == 1:
        found = unit + found  # 个村: a label of one character says too little
    return Behind(found, of, bool(told) and told[0] in labels.deeds, unit == "%")


def chosen(before: str, behind: Behind, labels: Labels) -> str:
    """Which of the two sides names the thing; both where what stands behind is only a list or a result of it."""
    if not behind.label or len(before) <= 1:
        return behind.label or before
    if behind.rate and behind.of:
        return behind.label
    if behind.of or (behind.done and before not in labels.deeds):
        return before
    if behind.label in labels.attributes:
        return joined(before, behind.label, labels)
    return behind.label


@kept
def label_before(text: str, labels: Labels, unit: str = "") -> str:
    """The thing that stands before the figure, as in 发放调查问卷22000份: without adverbs and the deed done to it."""
    return label_of_clause(clause_of(text, labels), labels, keeps_deed=unit in labels.keep_deed_units)


def label_of_clause(clause: Clause, labels: Labels, *, keeps_deed: bool) -> str:
    """The same of words that are cut already."""
    words, end, start = clause.words, len(clause.words), 0
    while end and words[end - 1] in labels.fillers:
        end -= 1
    while start < end and words[start] in labels.adverbs:
        start += 1
    words = words[start:end]
    if _AND_SO_ON in words[:-1]:
        words = words[len(words) - words[::-1].index(_AND_SO_ON) :]
    deeds = [at for at, word in enumerate(words[:-1]) if word in labels.deeds]
    enough = [at for at in deeds if len("".join(words[at + 1 :])) >= labels.least_behind_deed]
    if enough:
        words = words[enough[-1] + (0 if keeps_deed else 1) :]
    while words and words[0] in labels.openers and len(words) > 1:
        words = words[1:]
    while words and words[0] in ("了", "过", "的"):
        words = words[1:]
    found = clean("".join(words), labels)
    return clean(clause.text, labels) if len(found) == 1 else found


def clean(text: str, labels: Labels) -> str:
    """Without quotation marks and commas around it, no longer than a label may be: the end says what it is."""
    return labels.quoting.sub("", text).strip("，,、；;：:")[-labels.longest :]


def without_superlative(label: str, labels: Labels) -> str:
    """办理时间最短 without 最短."""
    return next((label.removesuffix(word) for word in sorted(labels.superlatives) if label.endswith(word)), label)


def joined(first: str, second: str, labels: Labels) -> str:
    """Two labels as one, or the second alone where both are too long."""
    both = first + second
    return both if len(both) <= labels.longest and not second.startswith(first) else second[-labels.longest :]
