"""What went wrong -> a folder: the smallest input of each fault, beside it what was seen and how to see it again."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "build" / "fuzz"


@dataclass(frozen=True, slots=True)
class Failure:
    target: str
    kind: str
    signature: str
    file: Path

    @property
    def told(self) -> str:
        return f"{self.target}: {self.kind}: {self.signature}\n  replay: {replay_of(self.file)}"


def replay_of(file: Path) -> str:
    return f"cd tests && PYTHONPATH=. ../.venv/bin/python -m fuzz replay {file.resolve()}"


def keep(folder: Path, target: str, kind: str, signature: str, content: bytes, words: str) -> Failure:
    """Of inputs with the same signature the smallest stays."""
    digest = hashlib.sha256(signature.encode()).hexdigest()[:8]
    name = re.sub(r"[^A-Za-z0-9.]+", "-", signature)[:80].strip("-")
    file = folder / "failures" / target / f"{kind}-{name}-{digest}"
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or len(content) < file.stat().st_size:
        file.write_bytes(content)
        file.with_name(file.name + ".txt").write_text(f"{kind}: {signature}\n\n{words}\n\n{replay_of(file)}\n", "utf-8")
    return Failure(target, kind, signature, file)
