"""A command of gongkai -> the seconds that each line of the making of the store was at work, from samples.

    cd tests && ../.venv/bin/python -m bench.phases OUT.json build --shards SHARDS --store STORE

Nothing of the program is changed or named here, so that it may be rebuilt freely: a thread looks at the stack a
hundred times a second, and gives the time since the last look to the line of `gongkai.assembling` that is at work, or
to the first function below `gongkai.store` where there is none. Native code that keeps the interpreter to itself counts
where it returns.
"""

import json
import linecache
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from gongkai import cli

PAUSE = 0.01
TOP, LINES = "gongkai.store", "gongkai.assembling"


def place_of(frame: FrameType | None) -> str:
    """Where a stack is at work, seen from the store; empty where it is not in the store at all."""
    stack = []
    while frame:
        stack.append(frame)
        frame = frame.f_back
    modules = [str(one.f_globals.get("__name__", "")) for one in stack]
    at = next((number for number, module in enumerate(modules) if module.startswith(TOP)), None)
    if at is None:
        return ""
    outer = next((number for number in range(at - 1, -1, -1) if modules[number].startswith("gongkai.")), at)
    below = next((number for number in range(at) if modules[number].startswith(LINES)), outer)
    code = stack[below].f_code
    if modules[below].startswith((TOP, LINES)):
        return linecache.getline(code.co_filename, stack[below].f_lineno).strip()
    return f"{modules[below].removeprefix('gongkai.')}.{code.co_name}"


def main() -> None:
    out = Path(sys.argv[1])
    sys.argv[:2] = ["gongkai"]
    seconds: Counter[str] = Counter()
    watched = threading.main_thread().ident
    ended = threading.Event()

    def watch() -> None:
        last = time.perf_counter()
        while not ended.wait(PAUSE):
            now = time.perf_counter()
            seconds[place_of(sys._current_frames().get(watched or 0))] += now - last
            last = now

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        cli.main()
    finally:
        ended.set()
        watcher.join()
        out.write_text(json.dumps(seconds.most_common(), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
