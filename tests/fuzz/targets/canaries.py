"""Targets with the faults that must be found, and one without any."""

import os
import time
from collections.abc import Callable

from hypothesis import strategies as st

from fuzz.target import Target

_LIMIT = 40


def _target(name: str, harm: Callable[[], object]) -> Target:
    def check(content: bytes) -> str:
        if content[:1] == b"\x07":
            harm()
        return content.hex()

    return Target(name, st.integers(0, _LIMIT).map(lambda number: bytes([number])), check)


def raises_target() -> Target:
    return _target("raises", lambda: [][1])


def aborts_target() -> Target:
    return _target("aborts", os.abort)


def hangs_target() -> Target:
    def harm() -> None:
        while True:
            pass

    return _target("hangs", harm)


def hoards_target() -> Target:
    def harm() -> None:
        hoard = []
        while True:
            hoard.append(b"x" * (1 << 20))
            time.sleep(0.002)  # so that who watches sees it before all addresses are used up

    return _target("hoards", harm)


def well_target() -> Target:
    return _target("well", lambda: None)
