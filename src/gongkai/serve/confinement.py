"""The calling process -> one without a network, with little memory, that writes no files and ends with its parent.

On Linux a filter of system calls (seccomp) denies sockets, also to a user without rights; where the kernel or the
machine does not have it, a network namespace of its own does the same. Elsewhere neither is to be had.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_FILTER_MODE: Final = 2
_CLONE_NEWNET: Final = 0x40000000
_CLONE_NEWUSER: Final = 0x10000000

# Machine -> its number in the kernel's audit.h, and the system calls socket, connect and io_uring_setup.
_CALLS: Final = {
    "x86_64": (0xC000003E, (41, 42, 425)),
    "aarch64": (0xC00000B7, (198, 203, 425)),
    "riscv64": (0xC00000F3, (198, 203, 425)),
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW: Final = 0x7FFF0000
_DENY: Final = 0x00050000 | 13  # EACCES
_X32: Final = 0x40000000  # calls of the x32 ABI have this bit set, under the same machine


def leave_with_parent() -> None:
    """End when the server ends, however that ends."""
    if sys.platform == "linux":
        parent = os.getppid()
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


def deny_network() -> str:
    """How the network is denied from now on: `seccomp`, `namespace`, or empty where it is not."""
    if sys.platform != "linux":
        return ""
    if platform.machine() in _CALLS and sys.maxsize > 2**32 and _filter(*_CALLS[platform.machine()]):
        return "seccomp"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        return "namespace"
    return ""


def limit_memory(megabytes: int) -> None:
    """Allow that much more than the process has now; and no file to be written, no core to be dumped."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        most = _pages(0) + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def resident() -> int:
    """Bytes of memory in use now; 0 where that is not told."""
    return _pages(1) if sys.platform == "linux" else 0


def _pages(field: int) -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[field]) * resource.getpagesize()


def _filter(machine: int, denied: tuple[int, ...]) -> bool:
    """A program for the kernel: deny what is of another machine's numbering, of x32, or listed; allow the rest."""
    checks = [(_AT_LEAST, _X32), *((_EQUAL, call) for call in denied)]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(checks) + 2, machine), (_LOAD, 0, 0, 0)]
    steps += [(code, len(checks) - at, 0, value) for at, (code, value) in enumerate(checks)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(code)))
    if not _prctl(_PR_SET_NO_NEW_PRIVS, 1):
        return False
    return _prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(program))


def _prctl(option: int, first: int, second: int = 0) -> bool:
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    return bool(prctl(option, first, second, 0, 0) == 0)
