"""A named query with its parameters -> what they are bound to, and the first rows of its answer."""

import json
from dataclasses import dataclass

from pyoxigraph import Store

from gongkai import queries
from gongkai.errors import BadQuery
from gongkai.pages.asking import plain
from gongkai.queries import Table
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Reply


@dataclass(frozen=True, slots=True)
class Trial:
    """The task that asks the query and gives the first `most` rows of what it found, with their number."""

    name: str
    given: tuple[tuple[str, str], ...]
    most: int

    def answer(self, store: Store, reply: Reply) -> None:
        query = queries.served()[self.name]
        try:
            terms = {name: str(term) for name, term in queries.bound(store, query, dict(self.given))}
            found = queries.select(store, query, dict(self.given))
        except BadQuery as error:
            raise Refused(400, str(error)) from error
        assert isinstance(found, Table), f"{self.name} gives triples, not rows"
        content = {
            "terms": terms,
            "columns": found.columns,
            "rows": [list(map(plain, row)) for row in found.rows[: self.most]],
            "total": len(found.rows),
        }
        reply.begin("application/json").write(json.dumps(content, ensure_ascii=False).encode())
