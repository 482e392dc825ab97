"""A store of the two seeds, for all tests of the command line."""

import shutil
from pathlib import Path

import pytest

from terminal import run


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the two seeds, for reading only."""
    folder = tmp_path_factory.mktemp("seeds") / "store"
    assert run("build", "--store", folder).returncode == 0
    return folder


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Path:
    """A copy of it, for breaking."""
    return Path(shutil.copytree(store, tmp_path / "store"))
