"""Documents in 《》: regulations and policies with number and issuer; papers, handbooks and the like are none."""

from collections.abc import Callable

import pytest

from gongkai.model import Citation, Extract, Reference

Extractor = Callable[..., Extract]
TITLE = "株洲市2017年政府信息公开工作年度报告"


@pytest.fixture
def cited(extract: Extractor) -> Callable[[str], list[Reference]]:
    def references_in(body: str) -> list[Reference]:
        return [fact for fact in extract(body, TITLE).facts if isinstance(fact, Reference)]

    return references_in


@pytest.mark.parametrize(
    ("body", "citation"),
    [
        ("印发《株洲市政务公开工作要点》。", Citation("株洲市政务公开工作要点", "", "")),
        ("按照《关于推进重大项目公开的意见》（国办发〔2017〕97号）落实。",
         Citation("关于推进重大项目公开的意见", "国办发〔2017〕97号", "")),
        ("执行《株洲市行政程序规定》（市政府令第12号）。", Citation("株洲市行政程序规定", "市政府令第12号", "")),
        ("市财政局印发《预算公开管理办法》。", Citation("预算公开管理办法", "", "株洲市财政局")),
        ("市财政局制定了《预算公开管理办法》。", Citation("预算公开管理办法", "", "株洲市财政局")),
        ("国务院办公厅印发《政务公开工作要点》。", Citation("政务公开工作要点", "", "国务院办公厅")),
        ("转发《关于印发〈招标投标办法〉的通知》。", Citation("关于印发〈招标投标办法〉的通知", "", "")),
        ("转发《关于印发《招标投标办法》的通知》。", Citation("关于印发〈招标投标办法〉的通知", "", "")),
    ],
)  # fmt: skip
def test_a_document_has_its_title_number_and_issuer(
    body: str, citation: Citation, cited: Callable[[str], list[Reference]]
) -> None:
    assert [reference.citation for reference in cited(body)] == [citation]


@pytest.mark.parametrize(
    "body",
    ["《株洲日报》刊登报道。", "发放《办事指南》。", "编印《政务公开知识读本》。", "根据《条例》办理。",
     "翻拍《红楼梦》。", "编印《规范性文件汇编》。"],
)  # fmt: skip
def test_what_is_no_regulation_is_not_cited(body: str, cited: Callable[[str], list[Reference]]) -> None:
    assert cited(body) == []


def test_a_reference_quotes_the_title_where_it_stands(extract: Extractor) -> None:
    extracted = extract("一、概述\n认真落实《株洲市政务公开工作要点》。", TITLE)
    (reference,) = [fact for fact in extracted.facts if isinstance(fact, Reference)]
    text, found = extracted.document.manuscript.text, reference.provenance
    assert text[found.span.start : found.span.end] == found.quote == "《株洲市政务公开工作要点》"
    assert text[found.sentence.start : found.sentence.end] == "认真落实《株洲市政务公开工作要点》。"
    assert found.rule == "citation"


def test_a_document_cited_twice_is_two_references(cited: Callable[[str], list[Reference]]) -> None:
    assert len(cited("制定《预算公开办法》。落实《预算公开办法》。")) == 2
