"""`gongkai export`: the store -> a file or folder in another format."""

import sys
from pathlib import Path

import click

from gongkai.cli.options import STORE
from gongkai.export import FORMATS, PLACED


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS, *PLACED]))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write; else stdout.")
@STORE
def command(form: str, output: Path | None, folder: Path) -> None:
    """Write the store as FORMAT.

    nt, turtle, jsonld: all triples; graphml, gexf: the network, for Gephi; sssom: the mappings to other vocabularies;
    void: what the store says of itself. With -o only, since they are no one stream: csvw, parquet: a folder of tables;
    duckdb: a file of them.

    \b
    gongkai export gexf -o network.gexf
    gongkai export nt | sort | sha256sum
    gongkai export csvw -o tables
    """
    from gongkai import export, store

    if output is None and form in PLACED:
        raise click.UsageError(f"{form} needs a place to write to: say -o NAME", click.get_current_context())
    if output and not output.absolute().parent.is_dir():
        raise click.UsageError(f"{output.parent}: there is no such folder; make it first", click.get_current_context())
    with store.open_store(folder) as opened:
        if output is None:
            export.exporter(form)(opened, sys.stdout.buffer)
        else:
            export.write(opened, form, output)
