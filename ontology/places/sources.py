"""sources.csv -> the files of the pinned packages, each the one whose SHA-256 is written there."""

import csv
import hashlib
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PLACES = Path(__file__).resolve().parent


class Sources:
    """Files by the id of their source; whichever is missing or another ends the script with the line that mends it."""

    def __init__(self, npm: Path) -> None:
        self._npm = npm
        with PLACES.joinpath("sources.csv").open(encoding="utf-8", newline="") as lines:
            self._known = {row["id"]: row for row in csv.DictReader(lines)}

    def path(self, source: str) -> Path:
        row = self._known[source]
        path = self._folder(row["title"]) / row["file"]
        pin = f"{row['title']} {row['version']}"
        if not path.is_file():
            _end(f"{path}: there is no such file; install {pin} as the head of build.py says")
        if hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            _end(f"{path}: this is not the file of {pin}; install that version, or pin the new SHA-256 in sources.csv")
        return path

    def rows(self, source: str) -> list[dict[str, str]]:
        with self.path(source).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def _folder(self, package: str) -> Path:
        if package == self._npm.name:
            return self._npm
        try:
            return Path(str(distribution(package).locate_file("")))
        except PackageNotFoundError:
            return PLACES


def _end(line: str) -> None:
    print(line, file=sys.stderr)
    sys.exit(2)
