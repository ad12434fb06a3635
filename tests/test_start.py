"""What a command loads before it does anything, and the settings it begins with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from custodian import settings
from custodian.commands import serve
from custodian.settings import SettingsFault
from custodian.warehouse import catalogues, queries

ROOT = Path(__file__).parents[1]
LOADS = """
import runpy, sys
sys.argv = ["custodian", *sys.argv[1:]]
try:
    runpy.run_module("custodian", run_name="__main__", alter_sys=True)
finally:
    print("loaded:", *sorted(name for name, module in sys.modules.items() if module and "." not in name))
"""
# Each of them takes a tenth of a second and more.
FOR_PAGES = {"numpy", "pandas", "scipy", "statsmodels", "plotly", "streamlit", "splink", "starlette", "uvicorn"}
ROWS = "platform,account,campaign,day,impressions,clicks,cost,currency,conversions\n" + "".join(
    f"ads,main,fair,2026-10-{day:02},10,1,2.5,EUR,1\n" for day in range(1, 32)
)


def test_an_import_loads_nothing_that_only_pages_need(tmp_path):
    exported = tmp_path / "campaign_days.csv"
    exported.write_text(ROWS)
    told = {**os.environ, "CUSTODIAN_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", LOADS, "import", "--json", str(exported)]
    ended = subprocess.run(command, env=told, capture_output=True, text=True, timeout=120, check=False)
    said, _, loaded = ended.stdout.partition("loaded:")
    assert (json.loads(said)[0]["rows_added"], ended.stderr) == (31, "")
    assert not FOR_PAGES & set(loaded.split())
    assert "polars" in loaded.split()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('currency = "eur"', "“currency” cannot be used. Expected a currency's ISO code, such as EUR; found 'eur'."),
        ("opens = 24", "“opens” cannot be used. Expected a whole number from 0 to 23; found 24."),
        ("closes = true", "“closes” cannot be used. Expected a whole number from 1 to 24; found True."),
        ('brand_terms = "acme"', "“brand_terms” cannot be used. Expected a list of texts"),
        ("brand_terms = [1]", "“brand_terms” cannot be used. Expected a list of texts"),
        ('curency = "EUR"', "“curency” cannot be used. Expected one of data, ledger"),
        ("company = 7", "“company” cannot be used. Expected text; found 7."),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_is_expected(tmp_path, written, sentence):
    (tmp_path / "custodian.toml").write_text(written)
    with pytest.raises(SettingsFault) as found:
        settings.load(data=tmp_path)
    assert sentence in str(found.value)
    assert str(tmp_path / "custodian.toml") in str(found.value)


def test_the_environment_goes_before_the_file_and_what_is_chosen_before_both(tmp_path, monkeypatch):
    (tmp_path / "custodian.toml").write_text('opens = 7\ncloses = 16\ncompany = "File"\n')
    monkeypatch.setenv("CUSTODIAN_OPENS", "9")
    monkeypatch.setenv("CUSTODIAN_BRAND_TERMS", '["volt", "voltara"]')
    monkeypatch.setenv("CUSTODIAN_BY", "is no setting")
    used = settings.load(data=tmp_path, closes=18)
    assert (used.opens, used.closes, used.company, used.brand_terms) == (9, 18, "File", ("volt", "voltara"))
    assert used.currency == "EUR"


def test_the_app_leaves_one_core_to_its_pages_while_a_file_loads(tmp_path):
    told = {**os.environ, "CUSTODIAN_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    del told["POLARS_MAX_THREADS"]
    says = f"{LOADS}\n    import polars; print('threads:', polars.thread_pool_size())"
    command = [sys.executable, "-c", says, "serve", "--help"]
    ended = subprocess.run(command, env=told, capture_output=True, text=True, timeout=120, check=False)
    assert int(ended.stdout.partition("threads:")[2]) == serve.cores_for_files() == max(1, (os.cpu_count() or 1) - 1)


def test_the_warehouse_uses_as_many_cores_as_it_is_left(tmp_path):
    warehouse = catalogues.open_warehouse(settings.load(data=tmp_path, cores=3))
    with warehouse.reading() as cursor:
        assert queries.fetch(cursor, "select current_setting('threads')").item() == 3
    warehouse.use(1)
    with warehouse.reading() as cursor:
        assert queries.fetch(cursor, "select current_setting('threads')").item() == 1
    warehouse.close()
