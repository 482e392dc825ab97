"""What is fuzzed: a strategy for inputs, as the bytes that a user could hand over, and what must hold of each."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hypothesis.strategies import SearchStrategy

# Target -> the module in targets/ that has it as a function of that name; imported only in the process that needs it.
TARGETS: Final = {
    "numerals": "text",
    "prose": "text",
    "report": "text",
    "tables": "text",
    "long": "text",
    "encodings": "text",
    "html": "files",
    "mhtml": "files",
    "docx": "files",
    "pdf": "files",
    "corrections": "corrections",
    "sheets": "links",
    "wikidata": "links",
    "search": "store",
    "network": "store",
    "serve": "serve",
}
# They try the tests of the fuzzer, which is of no use if it finds nothing.
CANARIES: Final = dict.fromkeys(("raises", "aborts", "hangs", "hoards", "well"), "canaries")
# Guided by coverage too, which helps where an input is bytes, and not where another process does the work.
GUIDED: Final = (
    "numerals", "prose", "tables", "encodings", "html", "mhtml", "pdf", "corrections", "sheets", "wikidata",
    "search",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """`check` raises where a promise is broken, and gives what came out in a word: the same for the same input.

    `examples` are where a search guided by coverage begins, `words` what it puts in. `memory` gives the megabytes of
    other processes that do the work, and `close` ends them.
    """

    name: str
    inputs: SearchStrategy[bytes]
    check: Callable[[bytes], str]
    examples: Callable[[], list[bytes]] = list
    words: tuple[bytes, ...] = ()
    memory: Callable[[], float] = lambda: 0.0
    close: Callable[[], None] = lambda: None


def load(name: str) -> Target:
    module = importlib.import_module(f"fuzz.targets.{(TARGETS | CANARIES)[name]}")
    found: Target = getattr(module, f"{name}_target")()
    return found
