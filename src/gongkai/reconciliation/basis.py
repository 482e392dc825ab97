"""What the server and its workers share: ids and IRIs, queries by name, JSON; quick to import."""

from functools import cache
from typing import Final

from gongkai import iris, queries, resources

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_FOLDER: Final = "reconcile"


def iri_of(entity: str) -> str:
    return iris.BASE + entity


def id_of(iri: str) -> str:
    return iri.removeprefix(iris.BASE)


@cache
def query(folder: str, name: str) -> queries.Query:
    """The query of that name under queries/reconcile/."""
    return queries.query_of(resources.folder("queries") / _FOLDER / folder / f"{name}.rq")


def names_in(folder: str) -> list[str]:
    """The names of the queries there, sorted."""
    return sorted(path.stem for path in (resources.folder("queries") / _FOLDER / folder).glob("*.rq"))
