"""What all tests have in common: the warehouse that pages open; and all our modules are loaded before the first test.

Two test files run at a time, each on one core: what is shared out to several that wait for each other takes a quarter
more of both.

Hypothesis draws also from the constants of whatever is loaded by then. So it draws the same in every order of tests.
"""

import importlib
import os
import pkgutil

import pytest

os.environ["CUSTODIAN_CORES"] = os.environ["POLARS_MAX_THREADS"] = "1"  # Polars asks once, when it is loaded

import bench
import custodian
from custodian import settings
from custodian.ui import readings
from custodian.warehouse import catalogues
from tests import pictures, sample

for package in (custodian, bench):
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)


@pytest.fixture
def memory():
    """Empty, in memory: for what no page is opened for."""
    opened = catalogues.open_warehouse(settings.load(ledger=":memory:", records=":memory:"))
    yield opened
    opened.close()


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    """Empty, and the very one that the pages open: a file can be opened by one only."""
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path))
    opened = readings.warehouse()
    yield opened
    opened.close()


@pytest.fixture
def filled(warehouse):
    """With a small company whose figures can be read off."""
    pictures.fill(warehouse)
    return warehouse


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory):
    """As `filled`, for all tests of a file that only look, or write what no other one looks at."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CUSTODIAN_DATA", str(tmp_path_factory.mktemp("filled")))
        opened = readings.warehouse()
        pictures.fill(opened)
        yield opened
        opened.close()


@pytest.fixture
def with_sample(tmp_path, monkeypatch):
    """With the sample company in it."""
    monkeypatch.setenv("CUSTODIAN_DATA", str(sample.copied(tmp_path)))
    opened = readings.warehouse()
    yield opened
    opened.close()
