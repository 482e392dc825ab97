"""The project's generator and seeds -> files of each format that changes begin with, made once for a process."""

from functools import cache

from generator.corpus import cases, document_of
from generator.writing import Format
from gongkai import resources

_COUNTS: dict[Format, int] = {"txt": 24, "html": 16, "docx": 6, "pdf": 5}


@cache
def documents(form: Format) -> tuple[bytes, ...]:
    """Of peculiarities and editions spread over all that there are; of text, the seeds too."""
    chosen = [case for case in cases() if case.form == form]
    count = _COUNTS[form]
    made = [document_of(1, at, chosen[at * len(chosen) // count]).content for at in range(count)]
    seeds = sorted(resources.folder("seeds").glob(f"*.{form}"))
    return (*made, *(path.read_bytes() for path in seeds))


@cache
def texts() -> tuple[str, ...]:
    return tuple(text for content in documents("txt") if (text := content.decode("utf-8", "ignore")))
