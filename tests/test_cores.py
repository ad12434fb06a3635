"""Work shared out to several cores loads what one core loads. The other tests have one core each."""

import csv
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from custodian.intake import reading
from custodian.warehouse import tables

ROOT = Path(__file__).parents[1]
EXPORTS = ("surveymonkey", "google_ads", "orders")
ROWS = 260_000
STRANGE = {200_000: "about 40", 200_003: "-"}  # cells far from the first rows that are no plain numbers


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "campaign_days.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["platform", "account", "campaign", "day", "impressions", "clicks", "cost", "currency"])
        for row in range(ROWS):
            day = f"2025-{row % 12 + 1:02}-{row % 28 + 1:02}"
            campaign = f"Campaign with a rather long name {row // 84}"
            seen = STRANGE.get(row, row % 1000)
            rows.writerow(["Google Ads", "the account", campaign, day, seen, row % 100, f"{row % 977}.25", "EUR"])
    assert path.stat().st_size > reading.BULK_BYTES
    return path


def loaded(data: Path, cores: int, *files: Path) -> tuple[list[dict], Path]:
    command = [sys.executable, "-m", "custodian", "import", *map(str, files), "--yes", "--accept-rest", "--json"]
    told = {**os.environ, "CUSTODIAN_DATA": str(data), "POLARS_MAX_THREADS": str(cores), "CUSTODIAN_CORES": str(cores)}
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=300, check=False)
    assert not done.stderr, done.stderr
    return json.loads(done.stdout), data / "ledger.duckdb"


def rows_of(ledger: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(str(ledger), read_only=True) as opened:
        return {
            name: opened.execute(f"select * exclude (import_id) from ledger.{name} order by all").fetchall()
            for name in tables.declared()
        }


def test_exports_of_the_sample_company(tmp_path):
    files = [ROOT / "data" / "sample" / name for name in EXPORTS]
    (told, one), (told_too, several) = (loaded(tmp_path / f"{cores}", cores, *files) for cores in (1, 3))
    assert sum(each["status"] == "loaded" for each in told) == 4
    assert told == told_too
    assert rows_of(one) == rows_of(several)


def test_a_file_too_large_to_be_held_whose_odd_cells_stand_far_below(tmp_path, large):
    [[told], ledger] = loaded(tmp_path, 3, large)
    problem = {"line": 200_002, "column": "impressions", "value": "about 40", "expected": "a whole number"}
    assert (told["rows_read"], told["rows_refused"], told["problems"]) == (ROWS, 1, [problem])
    with large.open(encoding="utf-8", newline="") as file:
        every = list(csv.DictReader(file))
    of_file = [(at, *row.values()) for at, row in enumerate(every, 2) if row["impressions"] != "about 40"]
    cells = "line, platform, account, campaign, first_day::varchar, impressions, clicks, cost, currency"
    with duckdb.connect(str(ledger), read_only=True) as opened:
        of_ledger = opened.execute(f"select {cells} from ledger.campaign_days order by line").fetchall()
    assert len(of_ledger) == ROWS - 1
    for (line, *names, seen, clicks, cost, currency), (at, *theirs) in zip(of_ledger, of_file, strict=True):
        written = [*names, "-" if seen is None else str(seen), str(clicks), f"{cost:.2f}", currency]
        assert (line, written, cost) == (at, theirs, Decimal(theirs[6]))
