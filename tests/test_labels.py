"""Clauses into words: as jieba cuts them, and only where one of them may be no part of the label."""

import marshal
import tempfile
from pathlib import Path

import jieba
import pytest

from gongkai import resources
from gongkai.prose.cutting import _tokenizer, cut
from gongkai.prose.labels import Clause, _has_more, clause_of, label_of_clause
from gongkai.vocabulary import Vocabulary

CLAUSES = (
    "承接行政审批事项",
    "发放各类社保补贴等",
    "河道巡查志愿服务队",
    "通过“清风车站”APP 公开v2.0招标C++类项目",
    "全市共受理",
    "县（区）",
    "𠮷野乡㐂乐村公告栏",
    "",
)


@pytest.fixture(scope="module")
def plain_jieba(words: Vocabulary) -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    for word in words.cues.labels.words:
        tokenizer.add_word(word)
    return tokenizer


def test_a_text_is_cut_into_the_words_that_jieba_finds(words: Vocabulary, plain_jieba: jieba.Tokenizer) -> None:
    told = resources.folder("ontology").joinpath("wordings", "figures.yaml").read_text(encoding="utf-8")
    for text in (*CLAUSES, told):
        assert cut(text, words.cues.labels.words) == plain_jieba.lcut(text, HMM=False)


@pytest.mark.parametrize("keeps_deed", [False, True])
def test_a_clause_that_is_not_cut_has_the_label_of_one_that_is(words: Vocabulary, *, keeps_deed: bool) -> None:
    labels = words.cues.labels
    for text in CLAUSES:
        whole = Clause(text, cut(text, labels.words))
        told = {label_of_clause(one, labels, keeps_deed=keeps_deed) for one in (clause_of(text, labels), whole)}
        assert _has_more(text, labels) or len(told) == 1
    assert {_has_more(text, labels) for text in CLAUSES} == {True, False}


def test_what_others_lay_among_the_temporary_files_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(marshal.dumps(({"政务公": 9}, 9)))
    _tokenizer.cache_clear()
    assert cut("政务公开", ()) == ["政务", "公开"]
    planted.unlink()
    _tokenizer.cache_clear()
    cut("政务公开", ())
    assert not any(tmp_path.iterdir())
