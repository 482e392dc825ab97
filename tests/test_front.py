"""The browser parts in the wheel: built from what the lock file pins, with their licences, and asking no other host."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FRONT = ROOT / "src" / "front"
VENDOR = ROOT / "src" / "gongkai" / "pages" / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
NAMES = ["LICENCES.txt", "charts.css", "charts.js", "network.js", "yasgui.css", "yasgui.js"]

# Hosts that stand in the files and are never asked, and why not.
INERT = {
    "charts.js": {
        "www.w3.org": "namespaces of SVG and XML",
        "vega.github.io": "the name of a schema; the editor of a menu that charts.js switches off",
        "github.com": "where Vega-Lite comes from, as a name in its own description",
    },
    "yasgui.js": {
        "www.w3.org": "namespaces of SVG and XML, and datatypes",
        "purl.org": "namespaces in the picture of a button",
        "creativecommons.org": "a namespace in the picture of a button",
        "datatables.net": "the text of a warning",
        "developer.mozilla.org": "a link in a message for endpoints on other hosts, which cannot be set",
    },
}
BOUNDS = {"charts.js": 950_000, "network.js": 220_000, "yasgui.js": 1_050_000}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def locked() -> dict[str, dict[str, object]]:
    lock = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))
    return dict(lock["packages"])


def test_the_files_are_those_that_were_built() -> None:
    assert sorted(MANIFEST["outputs"]) == NAMES
    assert {name: sha256(VENDOR / name) for name in NAMES} == MANIFEST["outputs"]
    assert sorted(path.name for path in VENDOR.iterdir()) == sorted([*NAMES, "manifest.json"])


def test_they_were_built_from_the_sources_and_the_lock_file_as_they_are() -> None:
    found = {name: sha256(FRONT / name) for name in MANIFEST["sources"]}
    assert found == MANIFEST["sources"], "changed since: run make front"
    assert {"package-lock.json", "package.json", "build.mjs", "charts.js", "network.js", "yasgui.js"} <= set(found)


def test_every_package_is_pinned_by_version_and_content() -> None:
    wanted = json.loads((FRONT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    packages = locked()
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for path, package in packages.items() if path)


def test_every_bundled_package_has_its_licence() -> None:
    parts = (VENDOR / "LICENCES.txt").read_text(encoding="utf-8").split("=" * 80)[1:]
    heads = [part.strip().splitlines()[0] for part in parts]
    assert heads == [f"{name} {version}" for name, version in MANIFEST["packages"].items()]
    for part in parts:
        _, licence, _, _, *text = part.strip().splitlines()
        assert re.fullmatch(r"Licence: (as below|\(?[A-Z][\w. ()-]+)", licence)
        assert len(" ".join(text)) > 400, part[:80]


def test_what_is_bundled_is_what_was_asked_for_at_the_locked_version() -> None:
    wanted = set(json.loads((FRONT / "package.json").read_text(encoding="utf-8"))["devDependencies"])
    bundled = MANIFEST["packages"]
    assert wanted - set(bundled) == {"esbuild", "axe-core"}
    packages = locked()
    assert {name: packages[f"node_modules/{name}"]["version"] for name in bundled} == bundled


@pytest.mark.parametrize("name", NAMES[1:])
def test_no_file_names_a_host_but_those_that_are_never_asked(name: str) -> None:
    text = (VENDOR / name).read_text(encoding="utf-8")
    hosts = set(re.findall(r"(?:https?:|[\"'`(])//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text, re.IGNORECASE))
    assert hosts == set(INERT.get(name, {}))


@pytest.mark.parametrize("name", NAMES[1:])
def test_no_file_keeps_cookies_or_names_a_map_or_asks_for_a_file_of_a_style_sheet(name: str) -> None:
    text = (VENDOR / name).read_text(encoding="utf-8")
    assert not re.search(r"\.cookie\b|sourceMappingURL|@import|lov\.linkeddata|prefix\.cc", text)
    fetched = re.findall(r"url\([\"']?(?!data:)[^)]*", text) if name.endswith(".css") else []
    assert not fetched


@pytest.mark.parametrize(("name", "bound"), BOUNDS.items())
def test_a_file_stays_small(name: str, bound: int) -> None:
    assert (VENDOR / name).stat().st_size < bound
