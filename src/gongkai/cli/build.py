"""`gongkai build`: reports -> the store."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from gongkai.cli.options import STORE


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@STORE
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], folder: Path) -> None:
    """Read reports (files or folders; without any, the two seeds) into the store.

    The new store takes the place of the old one when it is whole; reports that have not changed are not read again.

    \b
    gongkai build
    gongkai build reports/2016 reports/taicang-2017.txt --store gongkai.db
    """
    from gongkai import building, resources

    given = list(paths) or [resources.folder("seeds")]
    with _progress(len(building.files_of(given))) as seen:
        outcome = building.build(given, folder, seen)
    for failure in outcome.failures:
        click.echo(f"gongkai: {failure.reason}", err=True)
    left = f", {len(outcome.failures)} left out" if outcome.failures else ""
    reports = outcome.extracted + outcome.unchanged
    click.echo(f"{folder}: {reports} reports ({outcome.extracted} read, {outcome.unchanged} unchanged{left})", err=True)
    ctx.exit(1 if outcome.failures else 0)


@contextmanager
def _progress(length: int) -> Iterator[Callable[[Path], None]]:
    """A bar on a terminal, nothing elsewhere."""
    with click.progressbar(
        length=length, label="Reading reports", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def seen(_: Path) -> None:
            bar.update(1)

        yield seen
