"""A name as written, year, publisher -> the one division that it means, or those it may mean, or none."""

from dataclasses import replace

from gongkai.resolution import spelling
from gongkai.resolution.choice import chosen
from gongkai.resolution.paths import paths_of
from gongkai.resolution.question import UNKNOWN, Answer, Question
from gongkai.text import fold, simplified
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.places import OPEN

__all__ = ["Answer", "Question", "resolve"]


def resolve(question: Question, words: Vocabulary) -> Answer:
    """By full name, short name and stem, each with or without what lies above; else by a spelling that is near.

    Never a guess: several places that fit are all given, and a name that was in force in other years only, or lies
    elsewhere, is unknown, with those places as `others`.
    """
    name = _normal(question.name, words)
    answer = _answer(replace(question, name=name) if name != question.name else question, words)
    if not answer.places and (usual := simplified(name)) != name:
        answer = _answer(replace(question, name=usual), words)
    return answer


def _normal(name: str, words: Vocabulary) -> str:
    """Without blanks and the signs between the steps of a path, and what lists put between divisions."""
    plain = words.toponyms.separators.sub("", fold(name))
    return words.toponyms.fillers.sub("", plain)


def _answer(question: Question, words: Vocabulary) -> Answer:
    if not question.name:
        return UNKNOWN
    answer = chosen(paths_of(question.name, question, words.toponyms), question, words)
    if answer.kind == "zone" and (near := spelling.nearest(question, words)).place:
        return near  # 上海市浦冬新区
    if answer.places:
        return answer
    at_home = _of_home(question, words)
    if at_home.places:
        return at_home
    anywhere = Question(question.name)
    others = chosen(paths_of(question.name, anywhere, words.toponyms), anywhere, words).places
    if others:
        return Answer((), others=others)
    return spelling.nearest(question, words)


def _of_home(question: Question, words: Vocabulary) -> Answer:
    """财政局 or 人民政府 by itself is the publisher's, 盛泽镇 lies in the county that publishes."""
    home = words.places.at(question.home, question.year or OPEN) if question.home else None
    if home is None:
        return UNKNOWN
    own = replace(question, name=home.name + question.name, home=home.code)
    paths = (path for path in paths_of(own.name, own, words.toponyms) if path.rest == question.name)
    return chosen(paths, own, words)
