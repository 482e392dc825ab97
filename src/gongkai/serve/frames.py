"""What worker and server say to each other through pipes <-> bytes: a letter, a length, and that many bytes."""

import json
import struct
from dataclasses import asdict, dataclass
from typing import BinaryIO, Final

TASK: Final = b"T"
READY: Final = b"R"
BEGIN: Final = b"B"
PIECE: Final = b"P"
END: Final = b"E"
FAILURE: Final = b"F"

HEAD: Final = struct.Struct(">cI")


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker that has opened the store of that name; `network` says how it is kept from it, empty where it is not."""

    store: str
    network: str
    resident: int


@dataclass(frozen=True, slots=True)
class Failure:
    status: int
    message: str


def write(stream: BinaryIO, kind: bytes, content: bytes = b"") -> None:
    stream.write(HEAD.pack(kind, len(content)) + content)
    stream.flush()


def read(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame, None where the other side has gone."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    return kind, stream.read(length)


def packed(content: Ready | Failure) -> bytes:
    return json.dumps(asdict(content)).encode()


def ready(content: bytes) -> Ready:
    return Ready(**json.loads(content))


def failure(content: bytes) -> Failure:
    return Failure(**json.loads(content))
