"""`gongkai query`: a named query, a file or SPARQL, and the store -> rows or triples."""

from pathlib import Path

import click

from gongkai.cli.options import STORE

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
@STORE
def command(
    name: str | None, sparql: str | None, settings: tuple[str, ...], form: str, engine: str, listing: bool, folder: Path
) -> None:
    """Ask the store: NAME is one of the named queries or a file with SPARQL.

    \b
    gongkai query requests
    gongkai query area --set area=environment --format csv
    gongkai query -e 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
    """
    from gongkai import queries, rows, store, warehouse
    from gongkai.cli.sql import flat_facts

    if listing:
        click.echo(_catalogue(queries.catalogue()), nl=False)
        return
    if (name is None) == (sparql is None):
        raise click.UsageError("say the NAME of a query, or SPARQL with -e", click.get_current_context())
    query = queries.parse(sparql) if sparql is not None else queries.find(name or "")
    if engine == "sql" and not warehouse.twin(query):
        raise click.UsageError(f"{query.name} has no twin in SQL; leave --engine out", click.get_current_context())
    given = given_of(settings)
    with store.open_whole(folder) as opened:
        if warehouse.twin(query) and (engine == "sql" or (engine == "auto" and warehouse.is_quick(opened))):
            with flat_facts(opened) as connection:
                found: queries.Table | queries.Triples = warehouse.ask_twin(connection, opened.triples, query, given)
        else:
            found = queries.select(opened.triples, query, given)
        click.echo(rows.write(found, form), nl=False)


def given_of(settings: tuple[str, ...]) -> dict[str, str]:
    """The parameters that were set, by name."""
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
