"""How long the whole intake takes beside DuckDB's own reading of the same file: python -m bench.imports"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from custodian.__main__ import NOT_FOR_FILES
from custodian.warehouse import queries

ROOT = Path(__file__).parents[1]
SIZES = {1_000_000: 5, 10_000_000: 3}  # rows, runs
DAYS = 730
MOST_RATIO, MOST_GIB = 2, 1.5
ALONE = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1])
clock, cores = time.perf_counter(), time.process_time()
connection.execute(sys.argv[2])
connection.close()
print()  # below the bar that DuckDB draws by itself
print(time.perf_counter() - clock, time.process_time() - cores)
"""
COUNTED = (("from the start of the process", 0), ("from the start of the work", 1))


@dataclass(frozen=True)
class Run:
    """Seconds on the clock and seconds of all cores together, of the process and of the work alone."""

    clock: tuple[float, float]
    cores: tuple[float, float]
    gib: float


def main() -> None:
    print("Fresh processes in turn, medians. DuckDB: read_csv into a table of a file, committed and written.")
    for rows, runs in SIZES.items():
        with TemporaryDirectory() as folder:
            exported = written(Path(folder) / "campaign_days.csv", rows)
            pairs = [(ours(exported), theirs(exported)) for _ in range(runs)]
        gib = max(mine.gib for mine, _ in pairs)
        print(f"\n{rows:,} rows, at most {gib:.2f} GiB{'' if gib <= MOST_GIB else '   ← too much'}")
        for title, at in COUNTED:
            told = [_beside(pairs, lambda one, at=at: one.clock[at]), _beside(pairs, lambda one, at=at: one.cores[at])]
            print(f"  {title:32}{told[0]} on the clock   {told[1]} of all cores", flush=True)


def _beside(pairs: list[tuple[Run, Run]], of: Callable[[Run], float]) -> str:
    mine, other = (statistics.median(of(pair[which]) for pair in pairs) for which in (0, 1))
    said = "" if mine / other <= MOST_RATIO else " ←"
    return f"{mine:6.1f} s beside {other:5.1f} s = {mine / other:4.2f}{said}"


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
        told = {**os.environ, "CUSTODIAN_DATA": data, "PYTHONPATH": str(ROOT)}
        return _run([sys.executable, "-m", "bench.imports", str(exported)], told)


def theirs(exported: Path) -> Run:
    statement = queries.text("bench/alone").replace("$path", f"'{exported}'")
    with TemporaryDirectory() as folder:
        return _run([sys.executable, "-c", ALONE, f"{folder}/alone.duckdb", statement], dict(os.environ))


def _run(command: list[str], environment: dict[str, str]) -> Run:
    """A process of its own, which says what the work took; and the most memory it held."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[1:3]} ended with {process.returncode}")
    worked = [float(number) for number in said.splitlines()[-1].split()]
    return Run((clock, worked[0]), (used.ru_utime + used.ru_stime, worked[1]), used.ru_maxrss / 2**20)


def whole_intake(exported: Path) -> None:
    """What `python -m custodian import` does: recognise, read, convert, compare, archive, keep the KPIs, commit."""
    from custodian import settings
    from custodian.domain import house, imports

    chosen = settings.load()
    desk = imports.opened(house.open_once(chosen), chosen)
    clock, cores = time.perf_counter(), time.process_time()
    (found,) = imports.preview(desk, exported, with_moves=False)
    loaded = imports.commit(desk, found, "bench", datetime(2026, 11, 1))
    house.close(chosen)
    if loaded.status != "loaded":
        raise SystemExit(f"{exported.name}: {loaded.status}. {loaded.refusal}")
    print(time.perf_counter() - clock, time.process_time() - cores)


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.modules.update(dict.fromkeys(NOT_FOR_FILES))  # type: ignore[arg-type]
        whole_intake(Path(sys.argv[1]))
    else:
        main()
