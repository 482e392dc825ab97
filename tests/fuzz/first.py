"""`python -m fuzz.first N`: the first N cases of every target, in this process -> JSON, what went wrong by target."""

import json
import sys
import tempfile
from pathlib import Path

from fuzz.cases import Recorder, by_hypothesis
from fuzz.target import TARGETS, load


def faults_of(name: str, cases: int) -> list[str]:
    found: list[str] = []
    target = load(name)
    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(target, Path(folder), 600, cases, lambda _, signature, words: found.append(words))
        try:
            by_hypothesis(target, recorder, 0)
        finally:
            target.close()
    return found


if __name__ == "__main__":
    print(json.dumps({name: faults_of(name, int(sys.argv[1])) for name in TARGETS}))
