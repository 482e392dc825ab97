"""`gongkai query`: a named query, a file or SPARQL, and the store or an endpoint -> rows or triples."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE, given_of

if TYPE_CHECKING:
    from gongkai.queries import Query, Table, Triples

_FORMATS = ("table", "csv", "tsv", "json", "jsonl", "turtle", "ntriples")


@click.command("query")
@click.argument("name", required=False)
@click.option("-e", "sparql", help="SPARQL to run instead of a named query.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option(
    "--engine",
    type=click.Choice(("auto", "sparql", "sql")),
    default="auto",
    help="What answers a named query: the triples, the flat facts, or whichever is quick.",
)
@click.option("--list", "listing", is_flag=True, help="Print the named queries with their parameters.")
@click.option("--endpoint", "address", metavar="URL", help="Ask this SPARQL endpoint, not a store.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 86400), help="With --endpoint: seconds to wait for it.  [default: 120]"
)
@STORE
@click.pass_context
def command(
    ctx: click.Context, name: str | None, sparql: str | None, settings: tuple[str, ...], form: str, engine: str,
    listing: bool, address: str | None, timeout: float | None, folder: Path,
) -> None:  # fmt: skip
    """Ask the store: NAME is one of the named queries or a file with SPARQL.

    \b
    gongkai query requests
    gongkai query area --set area=environment --format csv
    gongkai query -e 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
    gongkai query requests --endpoint http://localhost:8890/sparql
    """
    from gongkai import queries, rows, warehouse

    if listing:
        click.echo(_catalogue(queries.catalogue()), nl=False)
        return
    if (name is None) == (sparql is None):
        raise click.UsageError("say the NAME of a query, or SPARQL with -e", ctx)
    _check_source(ctx, address, timeout, engine)
    query = queries.parse(sparql) if sparql is not None else queries.find(name or "")
    if engine == "sql" and not warehouse.twin(query):
        raise click.UsageError(f"{query.name} has no twin in SQL; leave --engine out", ctx)
    given = given_of(settings)
    if address:
        from gongkai import endpoint

        found = endpoint.select(endpoint.Endpoint(address, timeout or endpoint.TIMEOUT), query, given)
    else:
        found = _found(query, given, engine, folder)
    click.echo(rows.write(found, form), nl=False)


def _check_source(ctx: click.Context, address: str | None, timeout: float | None, engine: str) -> None:
    if address and ctx.get_parameter_source("folder") is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError("say --store or --endpoint, not both", ctx)
    if address and engine == "sql":
        raise click.UsageError("an --endpoint answers SPARQL alone; leave --engine out", ctx)
    if timeout and not address:
        raise click.UsageError("--timeout is for --endpoint alone", ctx)


def _found(query: "Query", given: dict[str, str], engine: str, folder: Path) -> "Table | Triples":
    """By the flat facts where they are asked for, or are there and quick; else by the triples."""
    from gongkai import queries, store, warehouse
    from gongkai.cli.sql import flat_facts

    with store.open_whole(folder) as opened:
        if warehouse.twin(query) and (engine == "sql" or (engine == "auto" and warehouse.is_quick(opened))):
            with flat_facts(opened) as connection:
                return warehouse.ask_twin(connection, opened.triples, query, given)
        return queries.select(opened.triples, query, given)


def _catalogue(known: "tuple[object, ...]") -> str:
    from gongkai.queries import Query, Table
    from gongkai.rows import aligned

    lines = [
        (query.name, " ".join(one.setting for one in query.parameters), query.title, query.title_zh)
        for query in known
        if isinstance(query, Query)
    ]
    return aligned(Table(("name", "parameters", "title", "题名"), tuple(lines)))
