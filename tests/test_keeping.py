"""What a wording says by itself: it is asked once, and by whichever report comes first."""

from gongkai.prose.keeping import first_in, kept
from gongkai.vocabulary.lexicon import Lexicon


def test_what_a_wording_says_is_worked_out_once() -> None:
    asked: list[str] = []

    @kept
    def length_of(text: str, *, doubled: bool) -> int:
        asked.append(text)
        return len(text) * (2 if doubled else 1)

    told = [length_of(text, doubled=doubled) for text in ("共受理", "办结", "共受理") for doubled in (False, True)]
    assert told == [3, 6, 2, 4, 3, 6]
    assert asked == ["共受理", "共受理", "办结", "办结"]


def test_each_lexicon_tells_its_own_first_word_of_a_text() -> None:
    problems, measures = Lexicon({"不够": "depth", "人员": "staff"}), Lexicon({"人员": "training"})
    assert [first_in("专职人员不够", one) for one in (problems, measures)] == ["staff", "training"]
    assert first_in("公开目录", problems) == ""
