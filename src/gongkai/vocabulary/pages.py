"""ontology/pages.yaml -> what web pages set around a report."""

import re
from dataclasses import dataclass

from gongkai.vocabulary.files import yaml_of


@dataclass(frozen=True, slots=True)
class Pages:
    """Patterns over one line without blanks: of what is no sentence, of sentences below every page, of authors."""

    furniture: tuple[re.Pattern[str], ...]
    notices: tuple[re.Pattern[str], ...]
    author: re.Pattern[str]


def load() -> Pages:
    top = yaml_of("pages.yaml")
    return Pages(top["furniture"].patterns(), top["notices"].patterns(), top["author"].pattern())
