"""Libraries that may be missing, and those that are taken for missing."""

import importlib
import subprocess
import sys

import pytest

from gongkai.libraries import without


def test_a_library_is_missing_only_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with without("this"), pytest.raises(ImportError):
        importlib.import_module("this")
    assert importlib.import_module("this")


def test_a_library_that_is_loaded_stays() -> None:
    with without("subprocess"):
        assert importlib.import_module("subprocess") is subprocess


def test_reading_a_report_loads_no_tools_of_setuptools() -> None:
    """They take a seventh of the time that a process needs to start."""
    code = "import sys; sys.modules.pop('pkg_resources', None); import gongkai.pipeline; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "jieba" in loaded
    assert "pkg_resources" not in loaded
