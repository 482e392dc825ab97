"""What pages beside the endpoint ask of the pool: tasks in, answers or refusals out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from gongkai import iris
from gongkai.errors import BadStore
from gongkai.serve import negotiation
from gongkai.serve.pool import Limits, Pool
from gongkai.serve.refusals import Cut, Refused
from gongkai.serve.site import application
from gongkai.serve.tasks import Selection, Sparql
from serving import JSON, store_of

T = TypeVar("T")

NUMBERS = "SELECT ?n { VALUES ?n { 1 2 3 4 5 6 7 8 9 10 } }"
MANY = "SELECT * { " + " ".join(f"VALUES ?n{at} {{ 1 2 3 4 5 6 7 8 9 10 }}" for at in range(6)) + " }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("pool"), "<urn:a> <urn:b> 1 . <urn:c> <urn:b> 2 .")


def asking(folder: Path, work: Callable[[Pool], Awaitable[T]], workers: int = 1) -> T:
    async def all_of_it() -> T:
        async with Pool(folder, workers) as pool:
            return await work(pool)

    with ThreadPoolExecutor(1) as thread:  # in this one Playwright has a loop running, once a browser was needed
        return thread.submit(asyncio.run, all_of_it()).result()


def test_a_page_reads_the_whole_answer(folder: Path) -> None:
    answer = asking(folder, lambda pool: pool.whole(Sparql(NUMBERS, "text/csv", "")))
    assert answer.split() == [b"n", *(str(n).encode() for n in range(1, 11))]


def test_terms_are_bound_and_not_written_into_the_query(folder: Path) -> None:
    bindings = (("s", NamedNode("urn:c")), ("word", Literal("' } #")))
    task = Sparql("SELECT ?s ?o ?word { ?s <urn:b> ?o }", JSON, "", bindings)
    (row,) = json.loads(asking(folder, lambda pool: pool.whole(task)))["results"]["bindings"]
    assert (row["o"]["value"], row["word"]["value"]) == ("2", "' } #")


def test_a_named_query_is_asked_with_its_parameters_as_text(store: Path) -> None:
    task = Selection("compare", (("left", "suzhou-2016"), ("right", "taicang-2017")), "json")
    assert json.loads(asking(store, lambda pool: pool.whole(task)))


@pytest.mark.parametrize(("task", "status"), [
    (Sparql("SELECT", JSON, ""), 400),
    (Sparql(NUMBERS, "", "text/turtle"), 406),
    (Sparql("SELECT * { SERVICE <urn:x> { } }", JSON, ""), 403),
    (Selection("compare", (), "json"), 400),
    (Selection("no-such-query", (), "json"), 404),
])  # fmt: skip
def test_a_refusal_of_the_worker_is_raised_for_the_page(folder: Path, task: Sparql | Selection, status: int) -> None:
    with pytest.raises(Refused) as caught:
        asking(folder, lambda pool: pool.whole(task))
    assert caught.value.status == status


def test_an_answer_that_breaks_off_is_raised_where_it_is_read(folder: Path) -> None:
    with pytest.raises(Cut, match="larger than"):
        asking(folder, lambda pool: pool.whole(Sparql(MANY, JSON, ""), Limits(size=2 << 20)))


def test_limits_may_be_given_with_a_task(folder: Path) -> None:
    more = MANY.replace("n", "m").removeprefix("SELECT * {")
    count = Sparql(f"SELECT (COUNT(*) AS ?n) {{ {MANY.removeprefix('SELECT * {').removesuffix('}')} {more}", JSON, "")
    with pytest.raises(Refused, match=r"longer than 0\.2 s"):
        asking(folder, lambda pool: pool.whole(count, Limits(0.2)))


def test_a_worker_is_free_again_when_its_answer_has_been_left_unread(folder: Path) -> None:
    async def leave(pool: Pool) -> bytes:
        for _ in range(3):
            async with pool.ask(Sparql(MANY, JSON, ""), held=1) as answer:
                assert not answer.complete
        return await pool.whole(Sparql(NUMBERS, "text/csv", ""))

    assert asking(folder, leave).startswith(b"n\r\n")


def test_answers_asked_side_by_side_are_not_mixed_up(folder: Path) -> None:
    async def ask(pool: Pool) -> list[bytes]:
        tasks = [Sparql(f"SELECT ({n} AS ?n) {{}}", "text/csv", "") for n in range(60)]
        return await asyncio.gather(*(pool.whole(task) for task in tasks))

    assert [int(answer.split()[1]) for answer in asking(folder, ask, workers=4)] == list(range(60))


def test_a_folder_without_a_store_is_told_when_the_pool_opens(tmp_path: Path) -> None:
    with pytest.raises(BadStore, match="gongkai build"):
        asking(tmp_path, lambda pool: pool.whole(Sparql(NUMBERS, JSON, "")))


def test_routes_are_added_beside_the_endpoint(folder: Path) -> None:
    from httpx import ASGITransport, AsyncClient

    async def page(request: Request) -> PlainTextResponse:
        task = Sparql(request.query_params["query"], "text/csv", "")
        return PlainTextResponse(await request.app.state.pool.whole(task))

    async def visit(pool: Pool) -> list[tuple[int, str]]:
        site = application(pool, [Route("/page", page)])
        async with AsyncClient(transport=ASGITransport(site), base_url="http://test") as client:
            answers = [await client.get("/page", params={"query": query}) for query in ("ASK {}", "ASK {")]
        return [(answer.status_code, answer.text[:4]) for answer in answers]

    assert asking(folder, visit) == [(200, "true"), (400, "the ")]


@pytest.mark.parametrize(("accept", "best"), [
    ("", "a/x"), ("*/*", "a/x"), ("b/*", "b/x"), ("A/Y", "a/y"), ("a/x;q=0.5, a/y", "a/y"),
    ("a/*;q=0.1, b/x;q=0.2", "b/x"), ("*/*, a/x;q=0", "a/y"), ("a/x ; level=1 ; Q=0.3, a/y;q=0.2", "a/x"),
    ("c/x", ""), ("a/x;q=0", ""), ("a/x;q=much", ""),
])  # fmt: skip
def test_the_best_media_type_is_chosen_by_weight_and_order(accept: str, best: str) -> None:
    assert negotiation.chosen(accept, ("a/x", "a/y", "b/x")) == best


def test_the_base_of_relative_names_is_gongkai_s(folder: Path) -> None:
    task = Sparql("SELECT (<report/1> AS ?iri) {}", "text/csv", "")
    assert iris.BASE + "report/1" in asking(folder, lambda pool: pool.whole(task)).decode()
