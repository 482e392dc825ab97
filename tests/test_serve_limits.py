"""Whoever asks for too much is stopped and told; the others are answered meanwhile, and nothing is left behind."""

import concurrent.futures
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

import web
from serving import Server, alive, at_work, eventually, serving, spent_by, store_of, workers_of
from terminal import REPORT, refusal, run, written

SECONDS = 5.0
MANY = "\n".join(
    f"<urn:x:{n}> <urn:next> <urn:x:{(n * 7 + 1) % 3000}>, <urn:x:{(n * 31 + 5) % 3000}> ; <urn:label> '{n % 97} {n}' ."
    for n in range(3000)
)
POINT = "SELECT ?o { <urn:x:7> <urn:label> ?o }"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
HOSTILE = {
    "select": f"SELECT * {{ {CROSS} }}",
    "construct": f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}",
    "ask": f"ASK {{ {CROSS} FILTER(CONCAT(STR(?a), STR(?f)) = STR(?i)) }}",
    "count": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(CONCAT(STR(?c), STR(?f)))",
    "path": "SELECT (COUNT(*) AS ?n) { ?a <urn:next>* ?b . ?b <urn:next>+ ?c }",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("explosive"), MANY)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder, "--timeout", str(SECONDS), "--size", "2", "--memory", "256") as running:
        yield running


def resident(server: Server) -> int:
    """Bytes of memory that server and workers have in use, those that have ended meanwhile left out."""
    size = 0
    for process in (server.process.pid, *workers_of(server)):
        with suppress(OSError):
            size += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return size


# --- Time, memory, size -----------------------------------------------------------------------------------------------


def test_hostile_queries_are_stopped_and_others_answered_beside_them(server: Server) -> None:
    def ended(query: str) -> int:
        try:
            return server.ask(query, "*/*").status_code
        except httpx.RemoteProtocolError:
            return 0

    assert eventually(lambda: len(workers_of(server)) == 8)
    workers = workers_of(server)
    before = {worker: spent_by([worker]) for worker in workers}
    with concurrent.futures.ThreadPoolExecutor(len(HOSTILE)) as clients:
        asked = {name: clients.submit(ended, query) for name, query in HOSTILE.items()}
        assert eventually(lambda: sum(spent_by([one]) > before[one] + 0.1 for one in workers) >= len(HOSTILE) / 2)
        assert server.value(POINT) == "7 7"
        assert not all(future.done() for future in asked.values())  # it has not waited for their end
    statuses = {name: future.result() for name, future in asked.items()}
    assert 200 not in statuses.values(), statuses
    assert eventually(lambda: len(workers_of(server)) == 8 and resident(server) < 500 << 20)


def test_a_query_that_takes_too_long_is_told_how_long_it_may_take(folder: Path) -> None:
    with serving(folder, "--timeout", "1", "--workers", "1") as running:
        answer = running.ask(HOSTILE["ask"])
    assert (answer.status_code, answer.text) == (503, "the query took longer than 1 s; ask for less\n")


def test_a_query_that_needs_too_much_memory_is_told_so(folder: Path) -> None:
    with serving(folder, "--memory", "32", "--workers", "1") as running:
        answer = running.ask(HOSTILE["sort"])
        assert answer.status_code == 503
        assert "memory" in answer.text
        assert running.value(POINT) == "7 7"


def test_an_answer_that_is_too_large_is_cut_so_that_the_client_knows(folder: Path) -> None:
    with serving(folder, "--size", "2", "--workers", "1") as running:
        with pytest.raises(httpx.RemoteProtocolError):
            running.ask("SELECT ?a ?b ?c ?e { ?a ?b ?c . <urn:x:7> ?e ?f . <urn:x:8> ?h ?i }")
        assert running.value(POINT) == "7 7"


def test_an_answer_that_is_too_large_to_begin_with_has_a_status(tmp_path: Path) -> None:
    many = "VALUES ?a { 1 2 3 4 5 6 7 8 9 } VALUES ?b { 1 2 3 4 5 6 7 8 9 } VALUES ?c { 1 2 3 4 5 6 7 8 9 }"
    query = f"SELECT * {{ {many} {many.replace('?', '?x')} }} LIMIT 20000"
    with serving(store_of(tmp_path, ""), "--size", "1", "--workers", "1") as running:
        answer = running.ask(query)
    assert answer.status_code == 413
    assert "LIMIT" in answer.text


def test_a_query_that_makes_the_engine_fail_does_not_make_the_server_fail(server: Server) -> None:
    answer = server.ask(f"SELECT * {{ BIND({'(' * 5000}1{')' * 5000} AS ?x) }}")
    assert answer.status_code in (400, 500, 503)
    assert server.value(POINT) == "7 7"


def test_who_comes_when_all_are_busy_is_asked_to_come_again(folder: Path) -> None:
    def asked_beside(seconds: int) -> httpx.Response:
        with serving(folder, "--timeout", str(seconds), "--workers", "1") as running:
            assert running.value(POINT) == "7 7"
            with at_work(running, HOSTILE["ask"]):
                return running.ask(POINT)  # which waits for half of the time

    # who comes in the second half is answered when the other has been stopped; a busy machine may be as late as that
    answers = (asked_beside(seconds) for seconds in (4, 16, 64))
    answer = next(one for one in answers if one.status_code != 200)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_a_client_that_goes_away_stops_its_query(folder: Path) -> None:
    with serving(folder, "--timeout", "600", "--workers", "1") as running:
        assert running.value(POINT) == "7 7"
        (before,) = workers_of(running)
        with at_work(running, HOSTILE["ask"]):
            assert workers_of(running) == [before]
        assert eventually(lambda: before not in workers_of(running))
        assert running.value(POINT) == "7 7"


def test_a_client_that_does_not_read_holds_a_worker_no_longer_than_a_query_may_take(folder: Path) -> None:
    with serving(folder, "--timeout", "1", "--workers", "1", "--memory", "1024") as running:
        address = urlsplit(running.origin)
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=web.PATIENCE) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            query = b"CONSTRUCT { ?a ?b ?c , ?f } { ?a ?b ?c . VALUES ?f { 1 2 3 4 5 6 7 8 9 } }" + b" " * 9
            head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(query)}\r\nAccept: text/plain\r\n"
            client.sendall(head.encode() + b"Content-Type: application/sparql-query\r\n\r\n" + query)
            assert client.recv(9) == b"HTTP/1.1 "
            assert eventually(lambda: running.ask(POINT).status_code == 200)


# --- The network ------------------------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """The IRI of a server that notes who comes."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            while True:
                try:
                    client, _ = listening.accept()
                except OSError:
                    return
                came.append(b"")
                client.close()

        threading.Thread(target=accept, daemon=True).start()
        yield f"<http://127.0.0.1:{listening.getsockname()[1]}/>", came
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("clause", [
    "SERVICE {}", "service {}", "SERVICE SILENT {}", "SERVICESILENT{}", "SERVICE#\n{}", "\\u0053ERVICE {}",
    "FILTER(1<2)SERVICE#>\n{}", "SERVICE ex:", "SERVICEex:", "OPTIONAL {{ SERVICE {} {{ ?s ?p ?o }} }} SERVICE {}",
])  # fmt: skip
def test_no_query_reaches_another_server(server: Server, listener: tuple[str, list[bytes]], clause: str) -> None:
    iri, came = listener
    query = f"PREFIX ex: {iri} SELECT * {{ {clause.format(iri, iri)} {{ ?s ?p ?o }} }}"
    assert server.ask(query).status_code == 403
    assert came == []


_CONFINED = """
import sys
from gongkai.serve import confinement
if sys.argv[1] == "namespace":
    confinement._CALLS.clear()
print(confinement.deny_network())
from pyoxigraph import Store
try:
    list(Store().query(f"SELECT * {{ SERVICE {sys.argv[2]} {{ ?s ?p ?o }} }}"))
except OSError as error:
    print("failed")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's means to deny the network")
@pytest.mark.parametrize("means", ["seccomp", "namespace"])
def test_a_confined_process_reaches_no_other_server(listener: tuple[str, list[bytes]], means: str) -> None:
    iri, came = listener
    done = subprocess.run([sys.executable, "-c", _CONFINED, means, iri], capture_output=True, encoding="utf-8")
    if done.stdout.startswith("\n"):
        pytest.skip(f"this machine has no {means}")
    assert done.stdout == f"{means}\nfailed\n", done.stderr
    assert came == []


def test_a_worker_that_only_waits_for_the_processor_is_kept(folder: Path) -> None:
    with serving(folder, "--workers", "1") as running, concurrent.futures.ThreadPoolExecutor(1) as clients:
        running.value(POINT)
        (worker,) = workers_of(running)
        os.kill(worker, signal.SIGSTOP)  # as on a machine that is busy with other things
        asked = clients.submit(running.value, POINT)
        time.sleep(0.6)  # it would be slowed down, and then replaced, after 0.25
        os.kill(worker, signal.SIGCONT)
        asked.result()
        running.value(POINT)
        assert workers_of(running) == [worker]


def test_a_worker_that_worked_for_long_is_replaced(folder: Path) -> None:
    some = "{ SELECT * { ?a ?b ?c } LIMIT 600 }"
    long = f"SELECT (COUNT(*) AS ?n) {{ {some} ?d <urn:label> ?f FILTER(STRLEN(CONCAT(?f, STR(?a))) > 0) }}"
    with serving(folder, "--workers", "1") as running:
        running.value(POINT)
        (worker,) = workers_of(running)
        running.value(long)
        running.value(POINT)
        assert workers_of(running) != [worker]


# --- A server's life --------------------------------------------------------------------------------------------------


def test_the_server_is_ready_soon(folder: Path) -> None:
    """By the time of the processor, since others may share it: no other worker is waited for than the first."""
    with serving(folder) as running:
        assert spent_by([running.process.pid, *workers_of(running)]) < 1.5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_end_finishes_what_it_does(folder: Path, number: signal.Signals) -> None:
    some = "{ SELECT * { ?a ?b ?c } LIMIT 150 }"
    slow = f"SELECT (COUNT(*) AS ?n) {{ {some} ?d <urn:label> ?f FILTER(STRLEN(CONCAT(?f, STR(?a))) > 0) }}"
    with serving(folder, "--workers", "1") as running, concurrent.futures.ThreadPoolExecutor(1) as clients:
        running.value("SELECT (1 AS ?n) {}")  # a worker that has answered does only what it is asked
        workers = workers_of(running)
        before = spent_by(workers)
        asked = clients.submit(running.value, slow)
        assert eventually(lambda: spent_by(workers) > before + 0.05)
        running.process.send_signal(number)
        assert asked.result() == "450000"
        assert running.process.wait(web.PATIENCE) == 0
        assert not [worker for worker in workers if alive(worker)]


def test_workers_end_with_a_server_that_is_killed(folder: Path) -> None:
    with serving(folder, "--workers", "2") as running:
        assert eventually(lambda: len(workers_of(running)) == 2)
        workers = workers_of(running)
        running.process.kill()
        assert eventually(lambda: not [one for one in workers if alive(one)])


def test_a_store_that_is_replaced_is_seen_by_all_queries_that_follow(tmp_path: Path) -> None:
    value = "SELECT ?o { <urn:a> <urn:b> ?o }"
    store_of(tmp_path, "<urn:a> <urn:b> 1 .", name="a" * 16)
    with serving(tmp_path, "--workers", "3") as running:
        assert running.value(value) == "1"
        store_of(tmp_path, "<urn:a> <urn:b> 2 .", name="b" * 16)
        assert [running.value(value) for _ in range(6)] == ["2"] * 6


def test_a_build_beside_a_running_server_is_served(tmp_path: Path) -> None:
    store = tmp_path / "store"
    report = written(tmp_path, "one.txt", REPORT)
    assert run("build", report, "--store", store).returncode == 0
    count = "SELECT (COUNT(*) AS ?n) { ?o a qb:Observation }"
    with serving(store, "--workers", "2") as running:
        before = int(running.value(count))
        later = written(tmp_path, "two.txt", REPORT.replace("2018", "2019"))
        assert run("build", report, later, "--store", store).returncode == 0
        assert int(running.value(count)) > before


def test_a_store_that_has_gone_is_told_and_comes_back(tmp_path: Path) -> None:
    store_of(tmp_path, "<urn:a> <urn:b> 1 .", name="a" * 16)
    with serving(tmp_path, "--workers", "1") as running:
        tmp_path.joinpath("current").unlink()
        answer = running.ask("ASK {}")
        assert (answer.status_code, "gongkai build" in answer.text) == (503, True)
        store_of(tmp_path, "<urn:a> <urn:b> 2 .", name="b" * 16)
        assert running.value("SELECT ?o { ?s ?p ?o }") == "2"


# --- The command ------------------------------------------------------------------------------------------------------


def test_a_missing_store_is_refused(tmp_path: Path) -> None:
    assert "gongkai build" in refusal("serve", "--store", tmp_path / "nowhere", "--port", "0")


def test_a_port_that_is_taken_is_refused(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "--port" in refusal("serve", "--store", folder, "--port", str(taken.getsockname()[1]))


def test_other_machines_are_let_in_only_on_demand(folder: Path) -> None:
    assert "--public" in refusal("serve", "--store", folder, "--host", "0.0.0.0", "--port", "0")


def test_a_server_for_other_machines_warns(folder: Path) -> None:
    with serving(folder, "--public", "--workers", "1") as running:
        assert running.process.stderr
        assert "other machines" in running.process.stderr.readline()
        port = re.sub(r".*:", "", running.origin)
        assert web.get(f"http://127.0.0.1:{port}/sparql", params={"query": POINT}).status_code == 200
