"""Text -> structure: headings of every kind, lines joined that a break has torn, what is layout left out."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import opencc
import pytest

from gongkai import flat, pipeline, reading, resources, structure
from gongkai.errors import UnreadableReport
from gongkai.model import Document, Extract, Quantity
from gongkai.vocabulary import Vocabulary

TITLE = "韶关市2017年政府信息公开工作年度报告"


class Outliner:
    """outline(text): the structure of an invented report."""

    def __init__(self, path: Path, words: Vocabulary) -> None:
        self.path = path
        self.words = words

    def __call__(self, text: str, title: str = TITLE) -> Document:
        self.path.write_text(f"{title}\n{text}\n", encoding="utf-8")
        return structure.outline(reading.read(self.path), self.words.layout)


@pytest.fixture
def outline(tmp_path: Path, words: Vocabulary) -> Outliner:
    return Outliner(tmp_path / "report.txt", words)


@pytest.fixture
def outline_markdown(tmp_path: Path, words: Vocabulary) -> Outliner:
    return Outliner(tmp_path / "report.md", words)


def tree(document: Document) -> list[tuple[str, str, str]]:
    """Marker, heading, and the heading above it, of each section."""
    return [
        (
            section.marker,
            document.quote(section.heading),
            document.quote(document.sections[section.parent].heading) if section.parent >= 0 else "",
        )
        for section in document.sections
    ]


def sentences(document: Document) -> list[str]:
    return [document.quote(sentence.span) for sentence in document.sentences][1:]  # the first is the title


@pytest.mark.parametrize(
    ("line", "marker", "heading"),
    [
        ("一、概述", "一、", "概述"),
        ("一.概述", "一.", "概述"),
        ("一 、概 述", "一、", "概述"),
        ("一．总体情况", "一.", "总体情况"),
        ("十二、附则说明", "十二、", "附则说明"),
        ("（一）组织领导", "（一）", "组织领导"),
        ("(一)组织领导", "（一）", "组织领导"),
        ("㈠组织领导", "㈠", "组织领导"),
        ("1.制度建设", "1.", "制度建设"),
        ("1、制度建设", "1、", "制度建设"),
        ("１．制度建设", "1.", "制度建设"),
        ("（1）平台建设", "（1）", "平台建设"),
        ("①平台建设", "①", "平台建设"),
        ("第一部分 概述", "第一部分", "概述"),
        ("【依申请公开】", "【", "依申请公开"),
        ("■主动公开情况", "■", "主动公开情况"),
        ("●主动公开情况", "●", "主动公开情况"),
    ],
)
def test_a_marker_makes_a_heading(line: str, marker: str, heading: str, outline: Outliner) -> None:
    assert tree(outline(f"{line}\n工作有序开展。")) == [(marker, heading, "")]


@pytest.mark.parametrize("line", ["## 一、概述", "# 一、概述 #", "**一、概述**", "### **一、概述**"])
def test_a_heading_of_markdown_is_one(line: str, outline_markdown: Outliner) -> None:
    document = outline_markdown(f"{line}\n\n工作**有序**开展。")
    assert tree(document) == [("一、", "概述", "")]
    assert sentences(document) == ["工作有序开展。"]


def test_a_title_that_is_a_heading_of_markdown_is_found(outline_markdown: Outliner) -> None:
    document = outline_markdown("好。", f"# **{TITLE}**")
    assert document.quote(document.title) == TITLE


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("公开信息**31**条。", "公开信息31条。"),
        ("20**23**年公开31条。", "2023年公开31条。"),
        ("**31** **32**。", "31 32。"),
        ("- 公开信息31条。", "公开信息31条。"),
        ("> 公开信息31条。", "公开信息31条。"),
        ("1\\. 公开信息31条。", "公开信息31条。"),
        ("同比-3%，1-2月。", "同比-3%，1-2月。"),
    ],
)
def test_signs_of_markdown_are_not_read(stored: str, read: str, outline_markdown: Outliner) -> None:
    document = outline_markdown(f"好。\n\n{stored}")
    assert sentences(document)[-1] == read
    assert document.manuscript.text.split("\n")[-2] == stored


def test_headings_form_a_tree(outline: Outliner) -> None:
    text = "一、概述\n（一）领导\n1.班子\n好。\n2.人员\n好。\n（二）制度\n好。\n二、申请\n（一）收到\n好。"
    assert tree(outline(text)) == [
        ("一、", "概述", ""),
        ("（一）", "领导", "概述"),
        ("1.", "班子", "领导"),
        ("2.", "人员", "领导"),
        ("（二）", "制度", "概述"),
        ("二、", "申请", ""),
        ("（一）", "收到", "申请"),
    ]


def test_a_section_ends_where_the_next_of_its_level_begins(outline: Outliner) -> None:
    document = outline("一、甲情况\n（一）乙情况\n好。\n二、丙情况\n好。")
    first, inner, second = document.sections
    assert first.span.end == second.span.start == inner.span.end
    assert inner.span in first.span
    assert second.span.end == len(document.reading.plain)


@pytest.mark.parametrize("numbers", [("一", "一", "二"), ("一", "三", "四"), ("二", "一", "二")])
def test_numbering_that_repeats_or_skips_loses_no_section(numbers: tuple[str, ...], outline: Outliner) -> None:
    words = ["概述", "主动公开", "依申请公开"]
    text = "\n".join(f"{number}、{heading}\n好。" for number, heading in zip(numbers, words, strict=True))
    assert [heading for _, heading, _ in tree(outline(text))] == words


@pytest.mark.parametrize(
    ("paragraph", "heading", "sentence"),
    [
        ("二、依申请公开情况。全年收到申请31件。", "依申请公开情况", "全年收到申请31件。"),
        ("二、依申请公开情况：全年收到申请31件。", "依申请公开情况", "全年收到申请31件。"),
        ("二、依申请公开政府信息情况全年收到申请31件。", "依申请公开政府信息情况", "全年收到申请31件。"),
        ("四、行政复议和行政诉讼情况2017年发生行政复议3件。", "行政复议和行政诉讼情况", "2017年发生行政复议3件。"),
        ("【依申请公开】全年收到申请31件。", "依申请公开", "全年收到申请31件。"),
    ],
)  # fmt: skip
def test_a_heading_glued_to_its_paragraph_is_told_from_it(
    paragraph: str, heading: str, sentence: str, outline: Outliner
) -> None:
    document = outline(paragraph)
    assert [words for _, words, _ in tree(document)] == [heading]
    assert sentences(document) == [sentence]


def test_a_numbered_paragraph_with_figures_is_a_section_without_a_heading(outline: Outliner) -> None:
    document = outline("1.全年开展各类检查12次，覆盖全部县区，发现并整改问题40余个，成效明显。")
    assert tree(document) == [("1.", "", "")]
    assert sentences(document) == ["全年开展各类检查12次，覆盖全部县区，发现并整改问题40余个，成效明显。"]


def test_where_headings_are_lost_the_sentences_are_there(outline: Outliner) -> None:
    document = outline("2017年工作扎实。\n全年收到申请31件。办结31件！")
    assert document.sections == ()
    assert sentences(document) == ["2017年工作扎实。", "全年收到申请31件。", "办结31件！"]


def test_a_sentence_knows_its_section_and_its_paragraph(outline: Outliner) -> None:
    document = outline("前言在此。\n一、概述\n甲。乙。\n丙。\n二、申请\n丁。")
    found = {document.quote(one.span): (one.section, one.paragraph) for one in document.sentences}
    assert found["前言在此。"][0] == -1
    assert found["甲。"] == found["乙。"]
    assert found["乙。"][0] == found["丙。"][0] == 0
    assert found["乙。"][1] != found["丙。"][1]
    assert found["丁。"][0] == 1


def test_a_sentence_without_end_is_cut_behind_a_comma(outline: Outliner) -> None:
    found = sentences(outline("全区公开信息31条，其中规章2件、" * 400))
    assert all(1900 < len(sentence) < 2100 for sentence in found[:-1])
    assert all(sentence[-1] in "，、" for sentence in found)
    assert "".join(found) == "全区公开信息31条，其中规章2件、" * 400


def test_a_quotation_closes_its_sentence(outline: Outliner) -> None:
    assert sentences(outline("他说：“很好。”大家同意。")) == ["他说：“很好。”", "大家同意。"]


WRAPPED = """一、概述
2017年，市政府办公室按照上级的统一部署，扎实推进政务公开的各
项工作，全年共举办业务培训12期，培训各县（市、区）工作人员38
26人次，印发工作手册5600册，解答基层来电来函咨询1907件次，取
得较好成效。
二、主动公开情况
全市主动公开政府信息48210条。"""


def test_lines_that_are_wrapped_by_force_are_joined(outline: Outliner) -> None:
    document = outline(WRAPPED)
    assert [heading for _, heading, _ in tree(document)] == ["概述", "主动公开情况"]
    assert len(sentences(document)) == 2
    assert "培训各县（市、区）工作人员3826人次，" in document.reading.plain
    assert "取得较好成效。\n" in document.reading.plain


def test_a_short_line_of_a_text_that_is_not_wrapped_stands_alone(outline: Outliner) -> None:
    assert outline("目录\n附件\n全年收到申请31件。").reading.plain.count("\n") == 4


def test_a_line_that_ends_in_a_comma_goes_on(outline: Outliner) -> None:
    assert sentences(outline("全年收到申请31件，\n办结31件。")) == ["全年收到申请31件，办结31件。"]


@pytest.mark.parametrize("mark", ["- 2 -", "— 14 —", "－3－", "第 5 页 共 9 页", "第5页", "7", "3/12"])
def test_page_marks_are_dropped_from_the_middle_of_a_sentence(mark: str, outline: Outliner) -> None:
    document = outline(f"全年收到政府信息公开申请31件，\n{mark}\n办结31件。")
    assert sentences(document) == ["全年收到政府信息公开申请31件，办结31件。"]


@pytest.mark.parametrize("mark", ["- 2 -", "— 14 —", "\n- 2 -\n", "\n\f第 5 页\n\n"])
def test_page_marks_are_dropped_from_the_middle_of_wrapped_words(mark: str, outline: Outliner) -> None:
    lines = WRAPPED.split("\n")
    document = outline("\n".join([*lines[:3], mark, *lines[3:]]))
    assert "工作人员3826人次，" in document.reading.plain


@pytest.mark.parametrize(
    ("stored", "read"),
    [("受理 3119 件", "受理3119件"), ("第711 号", "第711号"), ("占24.0 %", "占24.0%"), ("概　述", "概述")],
)
def test_blanks_between_chinese_and_digits_are_layout(stored: str, read: str, outline: Outliner) -> None:
    assert read in outline(f"{stored}。").reading.plain


def test_a_blank_between_two_numbers_keeps_them_apart(outline: Outliner) -> None:
    assert "12 34" in outline("数据12 34项。").reading.plain


@pytest.mark.parametrize("number", ["1. ", "3． ", "12.　"])
def test_a_blank_between_the_number_of_a_paragraph_and_a_figure_keeps_them_apart(
    number: str, extract: Callable[..., Extract]
) -> None:
    found = extract(f"{number}30家单位公开信息31条。")
    assert [fact.provenance.quote for fact in found.observations()] == ["30", "31"]


@pytest.mark.parametrize("torn", ["韶关市\n", "韶关市2017年政府信息公开工作\n"])
def test_a_title_may_stand_on_two_lines(torn: str, outline: Outliner) -> None:
    document = outline("一、概述\n好。", torn + TITLE.removeprefix(torn.rstrip()))
    assert document.quote(document.title).replace("\n", "") == TITLE


def test_a_title_below_other_lines_is_found(outline: Outliner) -> None:
    document = outline(f"索引号：006\n{TITLE}\n好。", "首页 政务公开 信息公开年报")
    assert document.quote(document.title) == TITLE


def test_a_title_in_variant_characters_is_found(outline: Outliner) -> None:
    document = outline("好。", "韶关市２０１７年政府信息公开⼯作年度报告")
    assert document.quote(document.title) == TITLE


def test_traditional_characters_are_read_as_simplified_ones_and_stay_as_they_are_printed(
    extract: Callable[..., Extract],
) -> None:
    simplified = extract("全市共收到政府信息公开申请34件，通过部门网站发布规章5件。\n", TITLE)
    printed = extract(
        "全市共收到政府信息公開申請34件，通過部門網站發佈規章5件。\n", "韶關市2017年政府信息公開工作年度報告"
    )
    assert [(fact.metric, fact.label, fact.quantity, fact.channels) for fact in printed.observations()] == [
        (fact.metric, fact.label, fact.quantity, fact.channels) for fact in simplified.observations()
    ]
    assert printed.masthead.jurisdiction == simplified.masthead.jurisdiction
    assert "收到政府信息公開申請34件" in printed.document.manuscript.text
    sentence = printed.document.place(printed.document.sentences[-1].span)
    assert printed.document.manuscript.text[sentence.start : sentence.end].endswith("發佈規章5件。")


@pytest.mark.parametrize("seed", sorted(path.name for path in resources.folder("seeds").glob("*.txt")))
def test_a_whole_report_in_traditional_characters_states_the_same(seed: str, tmp_path: Path, words: Vocabulary) -> None:
    path = resources.folder("seeds") / seed
    tmp_path.joinpath(seed).write_text(opencc.OpenCC("s2t").convert(path.read_text("utf-8")), "utf-8")
    found, wanted = (
        [replace(row, text="", quote="") for row in flat.rows_of(pipeline.extract_of(one, words))]
        for one in (tmp_path / seed, path)
    )
    assert found == wanted


def test_a_table_in_traditional_characters_is_read(extract: Callable[..., Extract]) -> None:
    rows = "| 信息內容 | 本年制發件數 | 本年廢止件數 | 現行有效件數 |\n|---|---|---|---|\n| 規章 | 7 | 1 | 22 |\n"
    (new, *_) = extract(rows, "韶關市2022年政府信息公開工作年度報告\n本報告按照國務院辦公廳的要求編制。").observations()
    assert (new.label, new.quantity) == ("规章本年制发件数", Quantity(Decimal(7), "件", ""))


@pytest.mark.parametrize("text", ["今天开会。", "韶关市2017年国民经济和社会发展统计公报\n综合。", "好。" * 9000])
def test_a_text_without_a_title_is_refused_in_one_line(text: str, extract: Callable[..., Extract]) -> None:
    with pytest.raises(UnreadableReport) as refused:
        extract(text, "通知")
    assert "report-1.txt: no title" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_place_of_the_reading_points_at_its_character(outline: Outliner) -> None:
    document = outline(WRAPPED)
    stored = document.manuscript.text
    assert all(
        stored[place] == read for place, read in zip(document.reading.places, document.reading.plain, strict=True)
    )


# Headings without numbers, glued ones, and ones that state something


def test_a_section_name_alone_on_its_line_is_a_heading_without_its_number(outline: Outliner) -> None:
    document = outline("概述\n全年举办培训2次。\n政府信息公开的收费及减免情况\n全年未收取任何费用。")
    assert [heading for _, heading, _ in tree(document)] == ["概述", "政府信息公开的收费及减免情况"]
    assert [sentence.section for sentence in document.sentences][1:] == [0, 1]


def test_a_section_name_within_a_sentence_is_no_heading(outline: Outliner) -> None:
    assert tree(outline("本报告由概述组成。\n主动公开情况良好\n全年举办培训2次。")) == []


def test_a_heading_that_is_named_ends_where_its_paragraph_is_glued_to_it(outline: Outliner) -> None:
    document = outline("六、其他需要报告的事项本年度没有收取信息处理费。")
    assert tree(document) == [("六、", "其他需要报告的事项", "")]
    assert sentences(document) == ["本年度没有收取信息处理费。"]


def test_a_heading_that_is_a_whole_sentence_states_it_too(outline: Outliner) -> None:
    document = outline("三、全年未收取任何费用。\n四、其他。后文。")
    assert [heading for _, heading, _ in tree(document)] == ["全年未收取任何费用", "其他"]
    assert sentences(document) == ["全年未收取任何费用。", "后文。"]


def test_a_figure_at_the_start_of_a_line_ends_the_sentence_of_the_line_before(outline: Outliner) -> None:
    assert sentences(outline("其中，政府网站公开361条，政务微博公开\n829条，政务微信公开417条。"))[0].endswith(
        "829条，政务微信公开417条。"
    )


def test_the_items_around_tell_that_a_number_before_a_figure_counts_the_items(outline: Outliner) -> None:
    document = outline("1.培训5次；\n2.32家单位参加；\n3.检查6次。")
    assert [marker for marker, _, _ in tree(document)] == ["1.", "2、", "3."]
    assert "32家单位参加" in "".join(sentences(document))


def test_a_decimal_at_the_start_of_a_line_stays_one_where_no_items_stand_around(outline: Outliner) -> None:
    assert sentences(outline("1.培训情况\n2.32万人参加。\n后文。"))[0] == "2.32万人参加。"


def test_a_decimal_with_which_a_broken_sentence_goes_on_is_no_item(outline: Outliner) -> None:
    document = outline("收到网络申请2件，信函申请1件，当面申请1件（\n1.5%）。\n2.培训。\n3.检查。")
    assert "（1.5%）。" in sentences(document)[0]


def test_a_title_whose_words_stand_in_a_table_is_none(tmp_path: Path, words: Vocabulary) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"| 名称 | 数 |\n| --- | --- |\n| {TITLE} | 1 |\n\n主动公开信息15条。\n", "utf-8")
    with pytest.raises(UnreadableReport, match="no title"):
        pipeline.extract_of(path, words)


@pytest.mark.parametrize("phrase", ["无", "3至5", "申请", "1234567,"])
def test_what_has_no_end_of_a_sentence_is_cut_all_the_same_and_no_number_with_it(
    phrase: str, outline: Outliner
) -> None:
    document = outline(phrase * 5000)
    quotes = [document.quote(sentence.span) for sentence in document.sentences]
    assert max(map(len, quotes)) < 5000
    assert "".join(quotes).endswith(phrase * 5000)
    assert not any(one[-1].isdigit() and other[0].isdigit() for one, other in pairwise(quotes))
