"""A request -> the language it is answered in, and words/*.yaml -> what the pages say in it."""

from functools import cache
from pathlib import Path
from typing import Final, Literal, cast, get_args

import yaml
from starlette.requests import Request

from gongkai.serve import negotiation
from gongkai.serve.protocol import accepted_languages

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_WORDS: Final = Path(__file__).with_name("words")


def language_of(request: Request) -> Language:
    """What the address asks for (`lang=en`), else what the browser likes better; Chinese where it likes neither."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return cast("Language", negotiation.language(accepted_languages(request), LANGUAGES))


@cache
def words() -> dict[str, dict[Language, str]]:
    """Key -> what it is in each language; the key is the name of the file, a dot, and the name of the line."""
    return {
        f"{path.stem}.{name}": said
        for path in sorted(_WORDS.glob("*.yaml"))
        for name, said in yaml.safe_load(path.read_text("utf-8")).items()
    }


def say(language: Language, key: str, **values: object) -> str:
    """The words of a key, with {name} filled in."""
    return words()[key][language].format_map(values)
