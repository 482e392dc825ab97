"""`gongkai export`: the store -> a file in another format."""

import sys
from pathlib import Path

import click

from gongkai.cli.options import STORE
from gongkai.export import FORMATS


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; else stdout.")
@STORE
def command(form: str, output: Path | None, folder: Path) -> None:
    """Write the store as FORMAT: nt, turtle, jsonld (all triples), graphml, gexf (the network, for Gephi).

    \b
    gongkai export gexf -o network.gexf
    gongkai export nt | sort | sha256sum
    """
    from gongkai import export, store

    write = export.exporter(form)
    if output and not output.parent.is_dir():
        raise click.UsageError(f"{output.parent}: there is no such folder; make it first", click.get_current_context())
    with store.open_store(folder) as opened:
        if output is None:
            write(opened, sys.stdout.buffer)
            return
        draft = output.with_name(f".{output.name}.draft")
        with draft.open("wb") as stream:
            write(opened, stream)
        draft.replace(output)
