"""`gongkai serve`: the store -> a server that answers SPARQL."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE, GivenPath

if TYPE_CHECKING:
    from gongkai.pages import Desk
    from gongkai.serve.server import Opened

_LOOPBACK = "127.0.0.1"
_ANYWHERE = "0.0.0.0"
_MEGABYTE = 1 << 20


@click.command("serve")
@STORE
@click.option("--host", help=f"Address to listen on.  [default: {_LOOPBACK}, or {_ANYWHERE} with --public]")
@click.option("--port", type=click.IntRange(0, 65535), default=8585, show_default=True, help="0 takes any free one.")
@click.option("--workers", type=click.IntRange(1, 256), default=8, show_default=True, help="Queries at a time.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=30, show_default=True, help="Seconds that a query may take."
)
@click.option(
    "--memory", type=click.IntRange(32), default=512, show_default=True, help="MB of memory that a query may take."
)
@click.option("--size", type=click.IntRange(1), default=256, show_default=True, help="MB that an answer may have.")
@click.option("--public", is_flag=True, help="Let other machines ask.")
@click.option("--edit", is_flag=True, help="Take corrections on the pages, from this machine alone.")
@click.option(
    "--corrections", "file", type=GivenPath(dir_okay=False), default=Path("corrections.csv"),
    show_default=True, help="With --edit: the file that they are written to.",
)  # fmt: skip
def command(
    folder: Path, host: str | None, port: int, workers: int, timeout: float, memory: int, size: int, public: bool,
    edit: bool, file: Path,
) -> None:  # fmt: skip
    """Show the store in a browser, and answer SPARQL over HTTP, read-only; end it with Ctrl-C.

    \b
    gongkai serve
    gongkai serve --port 9000 --timeout 5
    gongkai serve --edit
    curl http://127.0.0.1:8585/sparql --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 3'
    """
    from gongkai import pages, reconciliation
    from gongkai.serve import server
    from gongkai.serve.pool import Limits

    host = host or (_ANYWHERE if public else _LOOPBACK)
    if not public and not server.is_loopback(host):
        raise click.UsageError(
            f"--host {host} lets other machines ask; say --public too if you want that", click.get_current_context()
        )
    if edit and not server.is_loopback(host):
        raise click.UsageError("--edit is for this machine alone; leave out --public", click.get_current_context())
    desk = pages.Desk(folder, file) if edit else None
    limits = Limits(timeout, size * _MEGABYTE)
    settings = server.Settings(folder, host, port, workers, memory, limits)
    server.run(settings, partial(_tell, desk), [*reconciliation.routes(), *pages.routes(desk)])


def _tell(desk: "Desk | None", opened: "Opened") -> None:
    from gongkai.serve.server import is_loopback

    click.echo(f"gongkai: {opened.url} shows the store, {opened.url}/sparql answers; Ctrl-C ends it", err=True)
    if desk:
        click.echo(f"gongkai: to correct, open {opened.url}/#token={desk.token} ({desk.file})", err=True)
    if not is_loopback(opened.host):
        click.echo("gongkai: other machines can ask; whoever reaches this address can read the store", err=True)
    if not opened.network:
        click.echo(
            "gongkai: here workers cannot be denied the network; SERVICE is refused by its words alone", err=True
        )
