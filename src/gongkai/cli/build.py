"""`gongkai build`: reports -> the store."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import CORRECTIONS, JOBS, SCHEDULER, STORE, GivenPath, makers, progress

if TYPE_CHECKING:
    from gongkai.building import Outcome
    from gongkai.model import Correction

_USUAL = Path("corrections.csv")


@click.command("build")
@click.argument("paths", nargs=-1, type=GivenPath())
@CORRECTIONS
@click.option("--no-corrections", is_flag=True, help="Leave corrections.csv of this folder aside.")
@click.option(
    "--shards", "shards", multiple=True, type=GivenPath(exists=True, file_okay=False),
    help="Folder of shards that gongkai extract made, in place of reports; may be given more than once.",
)  # fmt: skip
@click.option(
    "--add",
    "adding",
    is_flag=True,
    help="Put these reports into the store, in place of those of the same body and year; the others stay as they are.",
)
@click.option(
    "--remove",
    "removed",
    multiple=True,
    metavar="REPORT",
    help="Take this report out of the store, by the name of its file or its IRI; may be given more than once.",
)
@JOBS
@SCHEDULER
@STORE
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], corrections_file: Path | None, no_corrections: bool,
    shards: tuple[Path, ...], adding: bool, removed: tuple[str, ...], jobs: int | None, scheduler: str | None,
    folder: Path,
) -> None:  # fmt: skip
    """Read reports (files or folders; without any, the two seeds) into the store.

    The new store takes the place of the old one when it is whole; reports that have not changed are not read again.
    Corrections are those of the file given, else of corrections.csv in this folder, if there is one.

    \b
    gongkai build
    gongkai build reports/2016 reports/taicang-2017.txt --store gongkai.db
    gongkai build --shards shards/
    gongkai build --add reports/2017/taicang.txt
    gongkai build --remove taicang-2017
    """
    from gongkai import building, corrections, resources

    if adding and not (paths or shards):
        raise click.UsageError("say which reports to add: gongkai build --add REPORT...", ctx)
    if removed and (paths or shards) and not adding:
        raise click.UsageError(
            "--remove changes the store that there is; say --add too, to add these reports to it", ctx
        )
    altering = adding or bool(removed)
    if shards:
        if paths or corrections_file or no_corrections or scheduler:
            raise click.UsageError("--shards takes no reports and no corrections: gongkai extract took them", ctx)
        outcome = building.add_shards(shards, folder, removed) if altering else building.build_of_shards(shards, folder)
        ctx.exit(_told(outcome, folder))

    if corrections_file and no_corrections:
        raise click.UsageError("say --corrections FILE or --no-corrections, not both", ctx)
    file = None if no_corrections else corrections_file or (_USUAL if _USUAL.is_file() else None)
    corrected = corrections.load(file) if file else ()
    given = list(paths) or ([] if altering else [resources.folder("seeds")])
    with progress(len(building.files_of(given)), "Putting the store in order") as seen:
        made_by = makers(ctx, jobs, scheduler)
        if altering:
            outcome = building.add(given, folder, removed, seen, corrected, made_by)
        else:
            outcome = building.build(given, folder, seen, corrected, made_by)
    status = _told(outcome, folder)
    if file:
        _tell_corrections(file, corrected, folder)
    ctx.exit(status)


def _told(outcome: "Outcome", folder: Path) -> int:
    """Tell of a build, its failures first; the status to exit with."""
    for failure in outcome.failures:
        click.echo(f"gongkai: {failure.reason}", err=True)
    left = f", {outcome.removed} removed" if outcome.removed else ""
    left += f", {len(outcome.failures)} left out" if outcome.failures else ""
    reports = outcome.extracted + outcome.unchanged
    click.echo(f"{folder}: {reports} reports ({outcome.extracted} read, {outcome.unchanged} unchanged{left})", err=True)
    return 1 if outcome.failures else 0


def _tell_corrections(file: Path, corrected: "Sequence[Correction]", folder: Path) -> None:
    """How many corrections hold, and each that does not, with why."""
    from gongkai import queries, store

    with store.open_store(folder) as opened:
        table = queries.select(opened, queries.find("corrections"), {})
    assert isinstance(table, queries.Table)
    told = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    pending = [one for one in told if one["open_because"]]
    for one in pending:
        place = f"{one['report']}:{one['start']} {one['action']} {one['words']}"
        click.echo(f"gongkai: open-correction {place} ({one['who']}, {one['when']}): {one['open_because']}", err=True)
    elsewhere = len(set(corrected)) - len(told)
    other = f", {elsewhere} of reports that are not here" if elsewhere else ""
    click.echo(f"{file}: {len(told) - len(pending)} in force, {len(pending)} open{other}", err=True)
