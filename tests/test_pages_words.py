"""The words of the pages, in each language."""

from gongkai.pages.language import words


def test_quotation_marks_of_english_words_are_not_those_that_chinese_fonts_draw_wide() -> None:
    assert [name for name, said in words().items() if set("“”‘’") & set(said["en"])] == []
