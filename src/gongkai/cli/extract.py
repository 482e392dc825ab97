"""`gongkai extract`: reports -> shards in a folder, or every Nth of them, for as many machines as there are."""

import re
from pathlib import Path

import click

from gongkai.cli.options import CORRECTIONS, JOBS, SCHEDULER, GivenPath, makers, progress

_SHARE = re.compile(r"(?P<number>[0-9]+)/(?P<of>[0-9]+)")


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, type=GivenPath())
@click.option("--out", required=True, type=GivenPath(file_okay=False), help="Folder of the shards.")
@click.option("--shard", "share", default="1/1", show_default=True, metavar="I/N", help="The Ith of N equal parts.")
@CORRECTIONS
@JOBS
@SCHEDULER
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], out: Path, share: str, corrections_file: Path | None,
    jobs: int | None, scheduler: str | None,
) -> None:  # fmt: skip
    """Read reports into a folder of shards, without a store; `gongkai build --shards` makes one of them.

    A shard has the same bytes wherever it is made. What is in the folder already is not made again.

    \b
    gongkai extract reports/ --out shards/
    gongkai extract reports/ --out shards/ --shard 3/40
    """
    from gongkai import corrections, extraction, reading

    number, of = _parts(share, ctx)
    corrected = corrections.load(corrections_file) if corrections_file else ()
    files = list(dict.fromkeys(file for path in paths for file in reading.reports_below(path)))[number - 1 :: of]
    workshop = extraction.Workshop(out, corrected)
    made = read = failed = 0
    with progress(len(files)) as seen:
        for result in makers(ctx, jobs, scheduler)(files, workshop):
            if isinstance(result, extraction.Failure):
                failed += 1
                click.echo(f"gongkai: {result.reason}", err=True)
            else:
                made += 1
                read += result.fresh
            seen(result.path)
    left = f", {failed} left out" if failed else ""
    click.echo(f"{out}: {made} shards ({read} made, {made - read} unchanged{left})", err=True)
    ctx.exit(1 if failed else 0)


def _parts(share: str, ctx: click.Context) -> tuple[int, int]:
    found = _SHARE.fullmatch(share)
    number, of = (int(found["number"]), int(found["of"])) if found else (0, 0)
    if not 1 <= number <= of:
        raise click.UsageError(f"--shard {share}: write I/N with I from 1 to N, as 3/40", ctx)
    return number, of
