"""A store's folder and an address -> a server that runs until it is told to end, and lets what it is doing finish."""

import asyncio
import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from starlette.routing import BaseRoute

from gongkai.errors import GongkaiError
from gongkai.serve.pool import Limits, Pool
from gongkai.serve.site import application

_LONGEST_HEAD: Final = 1 << 18
_BACKLOG: Final = 256


@dataclass(frozen=True, slots=True)
class Settings:
    folder: Path
    host: str
    port: int
    workers: int
    megabytes: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Opened:
    """What there is to tell when the server has begun: its address, and how workers are kept from the network."""

    url: str
    host: str
    network: str


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def run(settings: Settings, ready: Callable[[Opened], None], routes: Sequence[BaseRoute] = ()) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called when questions can be asked, `routes` stand beside /sparql."""
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a client that goes away ends its connection, not the server
    with _listening(settings.host, settings.port) as listener:
        asyncio.run(_serve(settings, listener, ready, routes))


async def _serve(
    settings: Settings, listener: socket.socket, ready: Callable[[Opened], None], routes: Sequence[BaseRoute]
) -> None:
    async with Pool(settings.folder, settings.workers, settings.megabytes, settings.limits) as pool:
        config = uvicorn.Config(
            application(pool, routes),
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
            timeout_graceful_shutdown=int(settings.limits.seconds) + 1,
        )
        host, port = listener.getsockname()[:2]
        ready(Opened(f"http://{f'[{host}]' if ':' in host else host}:{port}", host, pool.network))
        await _Server(config).serve(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    listener = None
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # asyncio spares small answers the wait for their acknowledgement (40 ms) only where the protocol is named
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except (OSError, UnicodeError) as error:
        if listener:
            listener.close()
        reason = getattr(error, "strerror", None) or error
        raise GongkaiError(
            f"cannot listen on {host} port {port} ({reason}); choose others with --host and --port"
        ) from error
    return listener


class _Server(uvicorn.Server):
    """A server for which to be told to end is no failure: its own sends itself the signal again when it has ended."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
