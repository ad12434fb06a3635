"""How long the whole intake takes beside DuckDB's own reading of the same file: python -m bench.imports"""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from custodian.warehouse import queries

ROOT = Path(__file__).parents[1]
SIZES = {1_000_000: 5, 10_000_000: 3}  # rows, runs
DAYS = 730
MOST_RATIO, MOST_GIB = 3, 2
ALONE = "import sys, duckdb; duckdb.connect(sys.argv[2]).execute(sys.argv[3], {'path': sys.argv[1]})"


@dataclass(frozen=True)
class Run:
    seconds: float
    gib: float


def main() -> None:
    print("Fresh processes in turn, from start to end; medians.")
    print(f"{'rows':>12}{'Custodian':>14}{'DuckDB alone':>16}{'ratio':>8}{'memory':>12}")
    for rows, runs in SIZES.items():
        with TemporaryDirectory() as folder:
            exported = written(Path(folder) / "campaign_days.csv", rows)
            pairs = [(ours(exported), theirs(exported)) for _ in range(runs)]
        mine, other = (statistics.median(pair[which].seconds for pair in pairs) for which in (0, 1))
        gib = max(pair[0].gib for pair in pairs)
        good = mine / other <= MOST_RATIO and gib <= MOST_GIB
        said = "" if good else "   ← too much"
        print(f"{rows:>12,}{mine:>12.1f} s{other:>14.1f} s{mine / other:>8.2f}{gib:>8.2f} GiB{said}", flush=True)


def written(path: Path, rows: int) -> Path:
    """Two years of a busy agency's campaigns, in Custodian's own template."""
    row = pl.int_range(rows, eager=True).alias("row").to_frame().lazy()
    row.select(
        platform=pl.lit("Google Ads"),
        account=pl.format("account {}", pl.col("row") % 7),
        campaign=pl.format("Campaign {}", pl.col("row") // DAYS),
        day=pl.date(2024, 1, 1) + pl.duration(days=pl.col("row") % DAYS),
        impressions=pl.col("row") * 7919 % 100_000,
        clicks=pl.col("row") * 31 % 1000,
        cost=pl.col("row") * 977 % 100_000 / 100,
        currency=pl.lit("EUR"),
        conversions=pl.col("row") * 13 % 50,
    ).sink_csv(path)
    return path


def ours(exported: Path) -> Run:
    with TemporaryDirectory() as data:
        environment = {**os.environ, "CUSTODIAN_DATA": data, "PYTHONPATH": str(ROOT)}
        return _measured([sys.executable, "-m", "custodian", "import", "--json", str(exported)], environment)


def theirs(exported: Path) -> Run:
    with TemporaryDirectory() as folder:
        return _measured(
            [sys.executable, "-c", ALONE, str(exported), f"{folder}/alone.duckdb", queries.text("bench/alone")],
            dict(os.environ),
        )


def _measured(command: list[str], environment: dict[str, str]) -> Run:
    """From the start of the process to its end, and the most memory it held."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[1:4]} ended with {process.returncode}")
    return Run(time.perf_counter() - began, used.ru_maxrss / 2**20)


if __name__ == "__main__":
    main()
