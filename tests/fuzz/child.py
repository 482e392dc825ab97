"""`python -m fuzz.child TARGET ENGINE FOLDER FAILURES SEED SECONDS CASES`: the process in which cases are tried."""

import json
import sys
from pathlib import Path

_NAME, _ENGINE, _FOLDER, _FAILURES, _SEED, _SECONDS, _CASES = range(1, 8)


def main(arguments: list[str]) -> None:
    name, engine, folder = arguments[_NAME], arguments[_ENGINE], Path(arguments[_FOLDER])
    if engine == "coverage":
        import atheris

        with atheris.instrument_imports(include=["gongkai"], enable_loader_override=False):
            _import(name)
    from fuzz import cases, failures
    from fuzz.target import load

    known: dict[str, str] = {}

    def failed(content: bytes, signature: str, words: str) -> None:
        failure = failures.keep(Path(arguments[_FAILURES]), name, "error", signature, content, words)
        if signature not in known:
            known[signature] = failure.told
            with (folder / "failures.jsonl").open("a") as lines:
                lines.write(json.dumps([signature, str(failure.file)]) + "\n")

    target = load(name)
    most = int(arguments[_CASES]) or sys.maxsize
    recorder = cases.Recorder(target, folder, float(arguments[_SECONDS]), most, failed)
    try:
        if engine == "coverage":
            cases.by_coverage(target, recorder, int(arguments[_SEED]), folder)
        else:
            cases.by_hypothesis(target, recorder, int(arguments[_SEED]))
    finally:
        target.close()


def _import(name: str) -> None:
    """The target with all that it needs, and the readers, which come when their files do: with counters of branches."""
    import importlib
    import pkgutil

    from fuzz.target import load
    from gongkai import reading

    for module in pkgutil.walk_packages(reading.__path__, "gongkai.reading."):
        importlib.import_module(module.name)
    load(name)


if __name__ == "__main__":
    main(sys.argv)
