"""`gongkai export`: the store -> a file in another format."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE
from gongkai.export import FORMATS, NETWORKS

if TYPE_CHECKING:
    from gongkai.export.network import View


@click.command("export")
@click.argument("form", metavar="FORMAT", required=False, type=click.Choice(list(FORMATS)))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; else stdout.")
@click.option("--projection", metavar="NAME|FILE.rq", help="Which network; all is that of everything.")
@click.option("--projections", "listing", is_flag=True, help="Print the networks that there are.")
@click.option("--dynamic", is_flag=True, help="gexf: the years as a timeline.")
@click.option("--layout/--no-layout", "placed", default=None, help="Places for the nodes, by ForceAtlas2, or none.")
@STORE
def command(
    form: str | None, output: Path | None, projection: str | None, listing: bool, dynamic: bool, placed: bool | None,
    folder: Path,
) -> None:  # fmt: skip
    """Write the store as FORMAT: nt, turtle, jsonld (all triples); gexf, graphml, nodes, edges (a network); gold.

    \b
    gongkai export gexf -o network.gexf
    gongkai export gexf --projection agency-channel --dynamic -o channels.gexf
    gongkai export edges --projection mine.rq -o edges.csv
    gongkai export nt | sort | sha256sum
    """
    from gongkai import export, store

    if listing:
        click.echo(_listed(), nl=False)
        return
    if form is None:
        raise click.UsageError(f"say a FORMAT: {', '.join(FORMATS)}", click.get_current_context())
    if form not in NETWORKS and (projection or dynamic or placed is not None):
        networks = ", ".join(NETWORKS)
        refused = f"{form} is no network; leave out --projection, --dynamic and --layout, or choose one of {networks}"
        raise click.UsageError(refused, click.get_current_context())
    if dynamic and form != "gexf":
        raise click.UsageError(f"{form} has no timeline; leave out --dynamic", click.get_current_context())
    write = export.exporter(form)
    given = (_view(projection, dynamic, placed),) if form in NETWORKS else ()
    if output and not output.parent.is_dir():
        raise click.UsageError(f"{output.parent}: there is no such folder; make it first", click.get_current_context())
    with store.open_store(folder) as opened:
        if output is None:
            write(opened, sys.stdout.buffer, *given)
            return
        draft = output.with_name(f".{output.name}.draft")
        with draft.open("wb") as stream:
            write(opened, stream, *given)
        draft.replace(output)


def _view(projection: str | None, dynamic: bool, placed: bool | None) -> "View":
    from gongkai.export.network import View

    return View(projection or "all", dynamic, placed is not False)


def _listed() -> str:
    from gongkai.export import projections
    from gongkai.queries import Table
    from gongkai.rows import aligned

    lines = [(query.name, query.title, query.title_zh) for query in projections.catalogue()]
    return aligned(Table(("name", "title", "题名"), tuple(lines)))
