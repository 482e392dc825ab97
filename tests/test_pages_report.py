"""A report -> its page: every figure marked at its characters, and a card, a link and a page for each."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

import web
from browsing import PHONE, Visit, violations, visiting
from gongkai import flat, pipeline, resources
from gongkai.vocabulary import Vocabulary
from serving import Server, below, serving, spent_by
from terminal import run

SEEDS = sorted(resources.folder("seeds").glob("*.txt"))
SUZHOU = "/report/320500/government/2016"
TAICANG = "/report/320585/government/2017"
RECEIVED = "observation-9194"  # 2016年度，全市共受理政府信息公开申请3289件

JINING = Path(__file__).parent / "data" / "later" / "jining-2023.html"
TABLES = "/report/370800/government/2023"
HOSTILE = "/report/510800/government/2016"
HOSTILE_TEXT = """广元市2016年政府信息公开工作年度报告
一、概述
<script>alert("x")</script><b>全市</b>&amp;𠮷𠮷𠀋，主动公开政府信息48206条。
全年\u202e受理\u202c政府信息公开申请64件，𠮷办结61件。
"""


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A report with hostile words, one figure of it corrected, one correction open; and one with statutory tables."""
    folder = tmp_path_factory.mktemp("own")
    hostile, store, corrections = folder / "hostile-2016.txt", folder / "store", folder / "corrections.csv"
    hostile.write_text(HOSTILE_TEXT, encoding="utf-8")
    assert run("build", "--no-corrections", "--store", store, hostile, JINING).returncode == 0
    start = HOSTILE_TEXT.index("64件")
    said = (
        "--set",
        "value=65",
        "--who",
        "李晓",
        "--why",
        "<i>看错</i>",
        "--corrections",
        corrections,
        "--store",
        store,
    )
    assert run("correct", f"hostile-2016:{start}", *said).returncode == 0
    lines = corrections.read_text("utf-8").splitlines()
    lost = lines[1].replace("⟦64⟧", "⟦99⟧").replace(",64,", ",99,").replace("申请", "他事")
    corrections.write_text("\n".join([*lines, lost, ""]), encoding="utf-8")
    run("build", "--corrections", corrections, "--store", store, hostile, JINING)
    with serving(store, "--workers", "2") as running:
        yield running


@pytest.fixture
def own_visit(browser: Browser, own_site: Server) -> Iterator[Visit]:
    with visiting(browser, own_site.origin) as tab:
        yield tab


def got(site: Server, path: str, language: str = "zh") -> html.HtmlElement:
    answer = web.get(site.origin + path, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.text)


def marked(page: html.HtmlElement, kind: str) -> dict[str, tuple[int, int]]:
    """Where the words of each mark of a kind stand, counted on the page, by the line that it leads to."""
    found: dict[str, tuple[int, int]] = {}
    for block in page.xpath("//*[@class='source']//*[@data-start]"):
        at = int(block.get("data-start"))
        for step, element in html.etree.iterwalk(block, events=("start", "end")):
            if step == "start" and kind in element.get("class", "").split() and "mark" in element.get("class"):
                for target in element.get("data-targets").split():
                    first, _ = found.get(target, (at, at))
                    found[target] = (first, at + len(element.text_content()))
            words = element.text if step == "start" else element.tail if element is not block else None
            at += len(words or "")
    return found


def expect_in_view(page: Page, words: str) -> None:
    """What is highlighted says these words, and is seen: soon, since the page may still be coming or moving."""
    page.wait_for_function(
        """words => {
           const range = [...(CSS.highlights.get("place") ?? [])][0];
           const top = range?.getBoundingClientRect().top;
           return range?.toString() === words && 0 < top && top < innerHeight; }""",
        arg=words,
    )


# --- The text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seed", "address"), list(zip(SEEDS, (SUZHOU, TAICANG), strict=True)), ids=lambda one: Path(one).name
)
def test_every_figure_of_the_seeds_is_marked_at_its_characters(
    site: Server, seed: Path, address: str, words: Vocabulary
) -> None:
    rows = flat.rows_of(pipeline.extract_of(seed, words))
    assert len(rows) > 40
    shown = {line: span for line, span in marked(got(site, address), "figure").items() if line.startswith("obs")}
    assert sorted(shown.values()) == sorted((int(row.start), int(row.end)) for row in rows)


def test_the_whole_text_is_shown_and_nothing_else(site: Server) -> None:
    text = SEEDS[0].read_text("utf-8")
    for block in got(site, SUZHOU).xpath("//*[@class='source']//*[@data-start]"):
        start, words = int(block.get("data-start")), block.text_content()
        assert text[start : start + len(words)] == words
    shown = "".join(got(site, SUZHOU).xpath("//*[@class='source']")[0].text_content().split())
    assert shown == "".join(text.split())


def test_numerals_that_are_no_figures_are_marked_and_listed_with_their_class(site: Server) -> None:
    page = got(site, SUZHOU)
    spans = marked(page, "numeral")
    assert len(spans) > 50
    assert all(page.get_element_by_id(line) is not None for line in spans)


def test_every_mark_leads_to_a_line_and_every_line_to_a_place(own_site: Server, site: Server) -> None:
    for server, address in ((site, SUZHOU), (site, TAICANG), (own_site, TABLES), (own_site, HOSTILE)):
        page = got(server, address)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {target for targets in page.xpath("//@data-targets") for target in targets.split()} <= set(ids)
        assert {place[1:] for place in page.xpath("//a[@class='place']/@href")} <= set(ids)


def test_the_page_says_whose_report_it_is_and_what_file_it_was_read_from(site: Server) -> None:
    text = got(site, SUZHOU).xpath("//main")[0].text_content()
    assert all(words in text for words in ("苏州市人民政府", "2016-12-31", "suzhou-2016.txt", "text/plain"))
    assert re.search(r"[0-9a-f]{64}", text)


def test_the_page_of_a_report_stays_small(site: Server) -> None:
    assert len(web.get(site.origin + SUZHOU, headers={"Accept": "text/html"}).content) < 500_000


def test_the_text_of_a_report_leads_to_its_page_and_keeps_the_language(site: Server) -> None:
    answer = web.get(f"{site.origin}{SUZHOU}/text?lang=en", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{SUZHOU}?lang=en")


def test_the_text_of_a_report_is_still_to_be_had_as_triples(site: Server) -> None:
    answer = web.get(f"{site.origin}{SUZHOU}/text", headers={"Accept": "text/turtle"})
    assert "主动公开" in answer.text


def test_findings_lead_to_both_sides(site: Server) -> None:
    (finding,) = got(site, SUZHOU).xpath("//article[contains(@class, 'failed')]")
    assert "#char=9194,9198" in finding.xpath(".//dd/a/@href")
    assert len(finding.xpath(".//dd/a")) > 3


def test_a_report_that_is_not_there_is_not_found(site: Server) -> None:
    answer = web.get(f"{site.origin}/report/320500/government/1999", headers={"Accept": "text/html"})
    assert answer.status_code == 404


# --- Tables -----------------------------------------------------------------------------------------------------------


def test_a_statutory_table_is_drawn_with_its_merged_cells(own_site: Server) -> None:
    page = got(own_site, TABLES)
    cell = page.get_element_by_id("table=1&row=3&col=4")
    assert cell.text_content() == "248"
    assert page.get_element_by_id("table=1&row=5&col=0").get("rowspan") == "22"


def test_two_figures_of_one_cell_are_two_marks(own_site: Server) -> None:
    marks = got(own_site, TABLES).get_element_by_id("table=0&row=3&col=1").xpath("./a")
    assert [mark.text_content() for mark in marks] == ["11", "3"]


def test_a_blank_cell_says_that_nothing_is_stated_and_not_0(own_site: Server) -> None:
    page = got(own_site, TABLES)
    (mark,) = page.get_element_by_id("table=1&row=4&col=5").xpath("./a")
    assert (mark.text_content(), mark.get("aria-label")) == ("", "未填")
    assert (
        page.get_element_by_id("observation-table-1-4-5").xpath("./td[@class='value']")[0].text_content().strip()
        == "未填"
    )


def test_a_link_of_a_cell_leads_to_it(own_visit: Visit) -> None:
    page = own_visit.go(f"{TABLES}/text#table=1&row=26&col=9")
    expect(page.locator("td.found")).to_be_in_viewport()
    expect(page.locator("td.found")).to_have_text("2428")


def test_a_wide_table_scrolls_by_itself_on_a_phone(browser: Browser, own_site: Server) -> None:
    with visiting(browser, own_site.origin, size=PHONE) as tab:
        page = tab.go(TABLES)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert page.evaluate(
            "[...document.querySelectorAll('.source .wide')].some(one => one.scrollWidth > one.clientWidth)"
        )


# --- Hostile words ----------------------------------------------------------------------------------------------------


def test_words_of_a_report_are_no_markup(own_site: Server) -> None:
    page = got(own_site, HOSTILE)
    assert not page.xpath("//*[@class='source']//script | //*[@class='source']//b | //i")
    assert '<script>alert("x")</script>' in page.xpath("//*[@class='source']")[0].text_content()


def test_characters_of_four_bytes_before_a_figure_do_not_move_its_mark(own_site: Server) -> None:
    spans = marked(got(own_site, HOSTILE), "figure").values()
    assert {HOSTILE_TEXT[start:end] for start, end in spans} >= {"48206", "61"}


def test_a_mark_of_direction_turns_nothing_round(own_site: Server) -> None:
    signs = got(own_site, HOSTILE).xpath("//*[@class='steering']")
    assert [sign.get("data-sign") for sign in signs][:2] == ["U+202E", "U+202C"]


def test_a_link_counts_characters_and_not_halves_of_them(own_visit: Visit) -> None:
    start = HOSTILE_TEXT.index("𠮷办结")
    page = own_visit.go(f"{HOSTILE}#char={start},{start + 5}")
    expect_in_view(page, "𠮷办结61")


# --- Corrections ------------------------------------------------------------------------------------------------------


def test_corrections_are_listed_the_open_one_first(own_site: Server) -> None:
    first, second = got(own_site, HOSTILE).xpath("//article[contains(@class, 'correction')]")
    assert "open" in first.get("class")
    assert "李晓" in second.text_content()
    assert "<i>看错</i>" in second.text_content()


def test_a_corrected_figure_shows_what_the_reader_says(own_site: Server) -> None:
    start = HOSTILE_TEXT.index("64件")
    page = got(own_site, f"{HOSTILE}/observation/{start}")
    assert page.xpath("//*[@class='amount']")[0].text_content() == "65"
    assert page.xpath("//blockquote//a[contains(@class, 'mark')]")[0].text_content() == "64"


# --- The card ---------------------------------------------------------------------------------------------------------


def test_pointing_at_a_figure_shows_what_it_means(visit: Visit) -> None:
    page = visit.go(SUZHOU)
    page.locator(f".source a[data-targets='{RECEIVED}']").hover()
    card = page.locator("#card")
    expect(card).to_contain_text("3,289 件")
    expect(card).to_contain_text("全辖区")
    expect(card).to_contain_text("不符")
    page.mouse.move(1, 1)
    expect(card).to_be_hidden()


def test_the_keyboard_opens_a_card_walks_into_it_and_closes_it(visit: Visit) -> None:
    page = visit.go(SUZHOU)
    page.locator(f".source a[data-targets='{RECEIVED}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    expect(page.locator("#card .formats a").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#card :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator(f".source a[data-targets='{RECEIVED}']")).to_be_focused()


def test_a_tap_opens_a_card_on_a_phone(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, size=PHONE, has_touch=True) as tab:
        page = tab.go(SUZHOU)
        page.locator(f".source a[data-targets='{RECEIVED}']").tap()
        expect(page.locator("#card")).to_contain_text("3,289 件")
        expect(page.locator("#card [data-place]")).to_be_visible()  # all of it has come
        box = page.locator("#card").bounding_box()
        assert box
        assert box["x"] + box["width"] <= PHONE[0]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_sentence_that_states_a_relation_has_a_card_with_agency_and_channel(visit: Visit) -> None:
    page = visit.go(SUZHOU)
    page.locator(".source a.handle.statement").first.click()
    expect(page.locator("#card dt", has_text="渠道")).to_be_visible()


def test_a_numeral_that_is_no_figure_says_why(visit: Visit) -> None:
    page = visit.go(SUZHOU)
    page.locator(".source a.numeral").first.click()
    expect(page.locator("#card")).to_contain_text("日期")


def test_without_scripts_a_mark_leads_to_its_line_and_back(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, java_script_enabled=False) as tab:
        page = tab.go(SUZHOU)
        page.locator(f".source a[data-targets='{RECEIVED}']").click()
        expect(page).to_have_url(re.compile(f"#{RECEIVED}$"))
        line = page.locator(f"[id='{RECEIVED}']")
        expect(line).to_be_in_viewport()
        line.locator("a.place").click()
        expect(page.locator(".source [id='char=9194,9198']")).to_be_in_viewport()


def test_a_mark_and_its_line_have_the_same_number_when_printed(site: Server) -> None:
    page = got(site, SUZHOU)
    (mark,) = page.xpath(f"//*[@class='source']//a[@data-targets='{RECEIVED}']")
    assert mark.get("data-n") == page.get_element_by_id(RECEIVED).xpath(".//a[@class='place']/@data-n")[0]


# --- Links and marks --------------------------------------------------------------------------------------------------


def test_a_link_of_a_fact_leads_to_its_characters(visit: Visit) -> None:
    page = visit.go(f"{SUZHOU}/text#char=9194,9198")
    expect(page).to_have_url(re.compile(f"{SUZHOU}#char=9194,9198$"))
    expect_in_view(page, "3289")


def test_any_stretch_of_the_text_can_be_linked_to(visit: Visit) -> None:
    text = SEEDS[0].read_text("utf-8")
    page = visit.go(f"{SUZHOU}#char=9180,9203")
    expect_in_view(page, text[9180:9203])


def test_a_link_within_the_page_is_followed(visit: Visit) -> None:
    page = visit.go(SUZHOU)
    page.evaluate("location.hash = 'char=9194,9198'")
    expect_in_view(page, "3289")


def test_a_kind_of_mark_can_be_hidden(visit: Visit) -> None:
    page = visit.go(SUZHOU)
    mark = page.locator(f".source a[data-targets='{RECEIVED}']")
    shadow = "one => getComputedStyle(one).backgroundColor"
    shown = mark.evaluate(shadow)
    page.get_by_label("数字 128").uncheck()
    expect(mark).to_have_attribute("tabindex", "-1")
    page.wait_for_function(
        "([mark, shown]) => getComputedStyle(mark).backgroundColor !== shown", arg=[mark.element_handle(), shown]
    )
    mark.hover()
    page.evaluate("new Promise(done => setTimeout(done, 300))")  # a card would come after 120, by the same clock
    expect(page.locator("#card")).to_be_hidden()


# --- The page of a fact -----------------------------------------------------------------------------------------------


def test_a_figure_has_a_page_with_its_sentence_and_leads_back(visit: Visit) -> None:
    page = visit.go(f"{SUZHOU}/observation/9194")
    expect(page.locator("blockquote .mark")).to_have_text("3289")
    expect(page.locator("blockquote")).to_have_text("2016年度，全市共受理政府信息公开申请3289件。")
    page.get_by_role("link", name="回到原文").click()
    expect_in_view(page, "3289")


@pytest.mark.parametrize("kind", ["disclosure", "reference", "problem", "measure"])
def test_every_statement_has_a_page_with_its_words(site: Server, kind: str) -> None:
    line = got(site, SUZHOU).xpath(f"//tr[starts-with(@id, '{kind}-')]//a[@class='own']/@href")[0]
    page = got(site, line)
    assert page.xpath("//blockquote//*[contains(@class, 'mark')]")
    assert "suzhou-2016.txt" in page.text_content()


def test_a_fact_that_is_not_there_is_not_found(site: Server) -> None:
    answer = web.get(f"{site.origin}{SUZHOU}/observation/1", headers={"Accept": "text/html"})
    assert answer.status_code == 404


# --- For everybody ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_use_the_pages(browser: Browser, own_site: Server, language: str, scheme: str) -> None:
    with visiting(browser, own_site.origin, language=language, color_scheme=scheme) as tab:
        page = tab.go(TABLES)
        page.locator(".source a.figure").first.click()
        expect(page.locator("#card .formats")).to_be_visible()
        assert violations(page) == []
        page = tab.go(f"{HOSTILE}/observation/{HOSTILE_TEXT.index('64件')}")
        assert violations(page) == []


def test_the_seeds_are_shown_at_once(visit: Visit) -> None:
    """By the time of the processor, of all that takes part: within a second by the clock, where nobody shares it."""

    def seconds() -> float:
        before = spent_by(below(os.getpid()))
        visit.go(SUZHOU)
        return spent_by(below(os.getpid())) - before

    assert any(seconds() < 3 for _ in range(5))
