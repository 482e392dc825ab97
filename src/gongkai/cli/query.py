"""`gongkai query`: a named query, a file or SPARQL, and the store or an endpoint -> rows or triples."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE

if TYPE_CHECKING:
    from gongkai.queries import Query, Table, Triples

_FORMATS = ("table", "csv", "tsv", "json", "jsonl", "turtle", "ntriples")


@click.command("query")
@click.argument("name", required=False)
@click.option("-e", "sparql", help="SPARQL to run instead of a named query.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--list", "listing", is_flag=True, help="Print the named queries with their parameters.")
@click.option("--endpoint", "address", metavar="URL", help="Ask this SPARQL endpoint, not a store.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 86400), help="With --endpoint: seconds to wait for it.  [default: 120]"
)
@STORE
@click.pass_context
def command(
    ctx: click.Context, name: str | None, sparql: str | None, settings: tuple[str, ...], form: str, listing: bool,
    address: str | None, timeout: float | None, folder: Path,
) -> None:  # fmt: skip
    """Ask the store: NAME is one of the named queries or a file with SPARQL.

    \b
    gongkai query requests
    gongkai query area --set area=environment --format csv
    gongkai query -e 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
    gongkai query requests --endpoint http://localhost:8890/sparql
    """
    from gongkai import queries, rows

    if listing:
        click.echo(_catalogue(queries.catalogue()), nl=False)
        return
    if (name is None) == (sparql is None):
        raise click.UsageError("say the NAME of a query, or SPARQL with -e", ctx)
    _check_source(ctx, address, timeout)
    query = queries.parse(sparql) if sparql is not None else queries.find(name or "")
    given = _given(settings)
    click.echo(rows.write(_found(query, given, address, timeout, folder), form), nl=False)


def _check_source(ctx: click.Context, address: str | None, timeout: float | None) -> None:
    if address and ctx.get_parameter_source("folder") is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError("say --store or --endpoint, not both", ctx)
    if timeout and not address:
        raise click.UsageError("--timeout is for --endpoint alone", ctx)


def _found(
    query: "Query", given: dict[str, str], address: str | None, timeout: float | None, folder: Path
) -> "Table | Triples":
    from gongkai import queries, store

    if address:
        from gongkai import endpoint

        return endpoint.select(endpoint.Endpoint(address, timeout or endpoint.TIMEOUT), query, given)
    with store.open_store(folder) as opened:
        return queries.select(opened, query, given)


def _given(settings: tuple[str, ...]) -> dict[str, str]:
    pairs = [setting.partition("=") for setting in settings]
    for name, sign, _ in pairs:
        if not sign:
            raise click.UsageError(f"--set {name}: write NAME=VALUE", click.get_current_context())
    return {name.strip(): value for name, _, value in pairs}


def _catalogue(known: "tuple[object, ...]") -> str:
    from gongkai.queries import Query, Table
    from gongkai.rows import aligned

    lines = [
        (query.name, " ".join(one.setting for one in query.parameters), query.title, query.title_zh)
        for query in known
        if isinstance(query, Query)
    ]
    return aligned(Table(("name", "parameters", "title", "题名"), tuple(lines)))
