"""OpenRefine, started headless, reconciles a column against `gongkai serve` and extends it: `make test-openrefine`.

It drives OpenRefine as its own pages do: by commands over HTTP, each that changes something with a token.
"""

import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

import web
from serving import Server, serving

TABLE = """place,city,year,bureau
苏州市,,2016,市环保局
太仓市,苏州市,2017,市人民政府
吴江,苏州市,2010,财政局
吴江,苏州市,2016,财政局
鼓楼区,,2016,环保局
鼓楼区,福州市,2016,环保局
没有这个地方,,2016,没有这个机关
"""
_STARTS_WITHIN = 120
_DONE_WITHIN = 60


@dataclass(frozen=True)
class OpenRefine:
    """A running one, at the address of its commands."""

    address: str

    def ask(self, command: str, **parameters: str) -> httpx.Response:
        return web.get(f"{self.address}/{command}", params=parameters).raise_for_status()

    def do(self, command: str, parameters: dict[str, str], **form: str) -> None:
        token = self.ask("get-csrf-token").json()["token"]
        answer = web.post(f"{self.address}/{command}", params={**parameters, "csrf_token": token}, data=form)
        assert answer.raise_for_status().json()["code"] in ("ok", "pending"), answer.text

    def project_of(self, table: str) -> str:
        """A new project; its id."""
        token = self.ask("get-csrf-token").json()["token"]
        answer = web.post(
            f"{self.address}/create-project-from-upload",
            params={"csrf_token": token, "format": "text/line-based/*sv", "options": '{"separator": ","}'},
            data={"project-name": "places"},
            files={"project-file": ("places.csv", table.encode(), "text/csv")},
        )
        return httpx.URL(answer.headers["location"]).params["project"]

    def wait(self, project: str) -> None:
        end = time.monotonic() + _DONE_WITHIN
        while self.ask("get-processes", project=project).json()["processes"]:
            assert time.monotonic() < end, "OpenRefine does not come to an end"
            time.sleep(0.2)

    def rows(self, project: str) -> list[dict[str, str]]:
        form = {"project": project, "format": "csv", "engine": _engine(), "options": "{}"}
        answer = web.post(f"{self.address}/export-rows/places.csv", data=form).raise_for_status()
        return list(csv.DictReader(io.StringIO(answer.text)))

    def cells(self, project: str, column: int) -> list[dict[str, object]]:
        """What OpenRefine made of each cell: its judgment, and the id of its match."""
        found = self.ask("get-rows", project=project, start="0", limit="100").json()
        recons = found.get("pool", {}).get("recons", {})
        return [recons.get(str(row["cells"][column].get("r")), {}) for row in found["rows"]]


@pytest.fixture(scope="module")
def openrefine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRefine]:
    program = shutil.which("openrefine")
    assert program, "openrefine is not installed: run make test-openrefine, which says how"
    folder = tmp_path_factory.mktemp("openrefine")
    port = free_port()
    with folder.joinpath("log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-i", "127.0.0.1", "-p", port, "-d", str(folder / "data"), "-x", "refine.headless=true"],
            stdout=log,
            stderr=log,
            env={**os.environ, "HOME": str(folder)},
            start_new_session=True,
        )
    try:
        running = OpenRefine(f"http://127.0.0.1:{port}/command/core")
        end = time.monotonic() + _STARTS_WITHIN
        while not _answers(running):
            assert process.poll() is None, folder.joinpath("log").read_text()
            assert time.monotonic() < end, "OpenRefine does not start"
            time.sleep(0.5)
        yield running
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--workers", "2") as running:
        yield running


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return str(taken.getsockname()[1])


def _answers(running: OpenRefine) -> bool:
    try:
        return bool(running.ask("get-version").json()["version"])
    except httpx.HTTPError:
        return False


def _engine() -> str:
    return json.dumps({"facets": [], "mode": "row-based"})


def reconcile(
    running: OpenRefine, server: Server, project: str, column: str, kind: str, columns: dict[str, str]
) -> None:
    """The column by the type, with other columns as properties."""
    manifest = web.get(f"{server.origin}/reconcile").json()
    config = {
        "mode": "standard-service",
        "service": f"{server.origin}/reconcile",
        "identifierSpace": manifest["identifierSpace"],
        "schemaSpace": manifest["schemaSpace"],
        "type": {"id": kind, "name": kind},
        "autoMatch": True,
        "columnDetails": [{"column": one, "propertyName": pid, "propertyID": pid} for one, pid in columns.items()],
        "limit": 5,
    }
    running.do("reconcile", {"project": project}, columnName=column, config=json.dumps(config), engine=_engine())
    running.wait(project)


def extend(running: OpenRefine, server: Server, project: str, column: str, properties: list[str]) -> None:
    """New columns behind the column, with the properties of what its cells were matched with."""
    manifest = web.get(f"{server.origin}/reconcile").json()
    running.do(
        "extend-data",
        {"project": project},
        baseColumnName=column,
        endpoint=f"{server.origin}/reconcile",
        identifierSpace=manifest["identifierSpace"],
        schemaSpace=manifest["schemaSpace"],
        columnInsertIndex="1",
        extension=json.dumps({"properties": [{"id": one, "name": one} for one in properties]}),
        engine=_engine(),
    )
    running.wait(project)


def matches(running: OpenRefine, project: str, column: int) -> list[str]:
    """Ids by row; empty where OpenRefine left the cell open."""
    found = running.cells(project, column)
    return [one["m"]["id"] if one.get("j") == "matched" else "" for one in found]  # type: ignore[index]


def test_openrefine_matches_what_is_sure_and_fetches_what_is_known_of_it(
    openrefine: OpenRefine, server: Server
) -> None:
    project = openrefine.project_of(TABLE)
    reconcile(openrefine, server, project, "place", "jurisdiction", {"city": "parent", "year": "year"})
    assert matches(openrefine, project, 0) == [
        "jurisdiction/320500",
        "jurisdiction/320585",
        "jurisdiction/320584",
        "jurisdiction/320509",
        "",
        "jurisdiction/350102",
        "",
    ]
    extend(
        openrefine, server, project, "place", ["code", "province", "valid-from", "metric:applications-received@2016"]
    )
    rows = openrefine.rows(project)
    new = [name for name in rows[0] if name not in ("place", "city", "year", "bureau")]
    assert [[row[name] for name in new] for row in rows] == [
        ["320500", "江苏省", "", "3289"],
        ["320585", "江苏省", "", ""],
        ["320584", "江苏省", "", ""],
        ["320509", "江苏省", "2012", ""],
        ["", "", "", ""],
        ["350102", "福建省", "", ""],
        ["", "", "", ""],
    ]


def test_openrefine_leads_bureaus_to_the_agencies_of_their_reconciled_places(
    openrefine: OpenRefine, server: Server
) -> None:
    project = openrefine.project_of(TABLE)
    reconcile(openrefine, server, project, "place", "jurisdiction", {"city": "parent", "year": "year"})
    reconcile(openrefine, server, project, "bureau", "agency", {"place": "jurisdiction", "year": "year"})
    assert matches(openrefine, project, 3) == [
        "agency/320500/environmental-protection",
        "agency/320585/government",
        *[""] * 5,
    ]
