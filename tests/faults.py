"""Builds of generated reports, killed at random moments -> how many left the old store, how many the new; exit 1 if any
left anything else, or if the build after it did not come to what a build that nobody disturbs comes to.

    cd tests && ../.venv/bin/python -m faults --kills 100 --reports 300
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generator.corpus import documents
from gongkai import store
from gongkai.errors import BadStore
from gongkai.export import nt
from terminal import GONGKAI

SEED = 2026
OLD_SHARE = 10  # of so many reports one was there before


@dataclass(frozen=True, slots=True)
class Field:
    """The reports, and what the store was before and is to be."""

    old: Path
    new: Path
    template: Path
    before: str
    after: str
    seconds: float
    jobs: int


def digest_of(folder: Path) -> str:
    """Of all that the store in force says, as it is exported."""
    with store.open_store(folder) as opened, tempfile.TemporaryFile() as exported:
        nt.export(opened, exported)
        exported.seek(0)
        return hashlib.file_digest(exported, "sha256").hexdigest()


def command(reports: Path, folder: Path, jobs: int) -> list[str]:
    return [GONGKAI, "build", str(reports), "--no-corrections", "--store", str(folder), "--jobs", str(jobs)]


def build(reports: Path, folder: Path, jobs: int) -> None:
    """Of reports of which some are twice there or cannot be read, which is status 1."""
    done = subprocess.run(command(reports, folder, jobs), capture_output=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr


def field_of(folder: Path, reports: Iterable[tuple[str, bytes]], jobs: int) -> Field:
    """`reports` are names and contents."""
    old, new = folder / "old", folder / "new"
    for path in (old, new):
        path.mkdir()
    for number, (name, content) in enumerate(reports):
        new.joinpath(name).write_bytes(content)
        if number % OLD_SHARE == 0:
            old.joinpath(name).write_bytes(content)
    template, clean = folder / "template", folder / "clean"
    build(old, template, jobs)
    start = time.monotonic()
    build(new, clean, jobs)
    seconds = time.monotonic() - start
    return Field(old, new, template, digest_of(template), digest_of(clean), seconds, jobs)


def age(folder: Path) -> None:
    """Make the store in force one of other rules: it is made anew then, while reports are being read, not changed."""
    for card in folder.glob("stores/*/store.json"):
        card.write_text(json.dumps({**json.loads(card.read_text("utf-8")), "knowledge": "of another time"}), "utf-8")


def killed(field: Field, folder: Path, after: float, whole_group: bool, aged: bool) -> str:
    """A build that is killed after so many seconds, itself or with all its processes -> what it left, and the next."""
    shutil.copytree(field.template, folder)
    if aged:
        age(folder)
    builder = subprocess.Popen(
        command(field.new, folder, field.jobs),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        builder.wait(after)
    except subprocess.TimeoutExpired:
        (os.killpg if whole_group else os.kill)(builder.pid, signal.SIGKILL)
        builder.wait()
    try:
        left = {field.before: "old", field.after: "new"}.get(digest_of(folder), "neither")
        build(field.new, folder, field.jobs)
        return left if digest_of(folder) == field.after else f"{left}, and the next build is not the clean one"
    except (AssertionError, BadStore) as error:
        return f"broken: {error}"


def killings(field: Field, scratch: Path, kills: int, seed: int = SEED) -> Counter[str]:
    rng = Random(seed)
    left: Counter[str] = Counter()
    for number in range(kills):
        folder = scratch / f"killed-{number}"
        seconds = rng.uniform(0, field.seconds)
        left[killed(field, folder, seconds, whole_group=number % 2 == 0, aged=number % 4 > 1)] += 1
        shutil.rmtree(folder)
        if number % 10 == 9:
            print(f"{number + 1} kills: {dict(sorted(left.items()))}", file=sys.stderr, flush=True)
    return left


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    generated = ((document.name, document.content) for document in documents(SEED, options.reports))
    with tempfile.TemporaryDirectory() as scratch:
        field = field_of(Path(scratch), generated, options.jobs)
        print(f"a build that nobody disturbs takes {field.seconds:.1f} s", flush=True)
        left = killings(field, Path(scratch), options.kills, options.seed)
    for what, count in sorted(left.items()):
        print(f"{count:>5} {what}")
    return 0 if set(left) <= {"old", "new"} else 1


if __name__ == "__main__":
    sys.exit(main())
