"""`gongkai export`: the store -> a file or folder in another format."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE, GivenPath
from gongkai.export import FORMATS, NETWORKS, PLACED

if TYPE_CHECKING:
    from gongkai.export.network import View


@click.command("export")
@click.argument("form", metavar="FORMAT", required=False, type=click.Choice([*FORMATS, *PLACED]))
@click.option("-o", "--output", type=GivenPath(), help="File or folder to write; else stdout.")
@click.option("--projection", metavar="NAME|FILE.rq", help="Which network; all is that of everything.")
@click.option("--projections", "listing", is_flag=True, help="Print the networks that there are.")
@click.option("--dynamic", is_flag=True, help="gexf: the years as a timeline.")
@click.option("--layout/--no-layout", "placed", default=None, help="Places for the nodes, by ForceAtlas2, or none.")
@STORE
def command(
    form: str | None, output: Path | None, projection: str | None, listing: bool, dynamic: bool, placed: bool | None,
    folder: Path,
) -> None:  # fmt: skip
    """Write the store as FORMAT.

    nt, turtle, jsonld: all triples; gexf, graphml, nodes, edges: a network; sssom: the mappings to other vocabularies;
    void: what the store says of itself; gold: what readers confirmed. With -o only, since they are no one stream:
    csvw, parquet: a folder of tables; duckdb: a file of them.

    \b
    gongkai export gexf -o network.gexf
    gongkai export gexf --projection agency-channel --dynamic -o channels.gexf
    gongkai export edges --projection mine.rq -o edges.csv
    gongkai export nt | sort | sha256sum
    gongkai export csvw -o tables
    """
    from gongkai import export, store

    if listing:
        click.echo(_listed(), nl=False)
        return
    chosen = _checked(form, output, dynamic, bool(projection or dynamic or placed is not None))
    given = (_view(projection, dynamic, placed),) if chosen in NETWORKS else ()
    with store.open_store(folder) as opened:
        if output is None:
            network = export.exporter(chosen)(opened, sys.stdout.buffer, *given)
        else:
            network = export.write(opened, chosen, output, *given)
    if network and not network.nodes:
        name = projection or "all"
        click.echo(f"{folder}: the network {name} is empty: no report here states any of it", err=True)


def _checked(form: str | None, output: Path | None, dynamic: bool, viewed: bool) -> str:
    """The format, if all that is asked of it goes together; else a line that says what does not."""
    context = click.get_current_context()
    if form is None:
        raise click.UsageError(f"say a FORMAT: {', '.join([*FORMATS, *PLACED])}", context)
    if form not in NETWORKS and viewed:
        networks = ", ".join(NETWORKS)
        refused = f"{form} is no network; leave out --projection, --dynamic and --layout, or choose one of {networks}"
        raise click.UsageError(refused, context)
    if dynamic and form != "gexf":
        raise click.UsageError(f"{form} has no timeline; leave out --dynamic", context)
    if output is None and form in PLACED:
        raise click.UsageError(f"{form} needs a place to write to: say -o NAME", context)
    if output and not output.absolute().parent.is_dir():
        raise click.UsageError(f"{output.parent}: there is no such folder; make it first", context)
    return form


def _view(projection: str | None, dynamic: bool, placed: bool | None) -> "View":
    from gongkai.export.network import View

    return View(projection or "all", dynamic, placed is not False)


def _listed() -> str:
    from gongkai.export import projections
    from gongkai.queries import Table
    from gongkai.rows import aligned

    lines = [(query.name, query.title, query.title_zh) for query in projections.catalogue()]
    return aligned(Table(("name", "title", "题名"), tuple(lines)))
