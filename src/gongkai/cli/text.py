"""`gongkai text`: a report -> its text, to which all offsets refer."""

from pathlib import Path

import click

from gongkai.cli.options import GivenPath


@click.command("text")
@click.argument("report", type=GivenPath())
def command(report: Path) -> None:
    """Print the text of REPORT as it was read; the offsets of facts count its characters from 0.

    \b
    gongkai text seeds/taicang-2017.txt
    """
    from gongkai import reading

    if report.is_dir():
        raise click.UsageError(f"{report} is a folder; name one report", click.get_current_context())
    click.echo(reading.read(report).text, nl=False)
