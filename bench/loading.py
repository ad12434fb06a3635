"""How long a page's script runs while a large file loads in the same process, beside idle: python -m bench.loading"""

import logging
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import imports as made
from bench import pages
from custodian import settings
from custodian.commands import serve
from custodian.domain import house, imports
from custodian.intake import formats, sights
from tests import sample

ROWS = 3_000_000
CORES = "POLARS_MAX_THREADS"
IDLE, MOST_SECONDS, MOST_AT_SIGHT = 15, 1, 0.5


def main() -> None:
    logging.getLogger(pages.QUIET).disabled = True
    with TemporaryDirectory() as folder:
        os.environ["CUSTODIAN_DATA"] = str(sample.copied(Path(folder)))
        exported = made.written(Path(folder) / "campaign_days.csv", ROWS)
        began = time.perf_counter()
        seen = sights.first_sight(exported, exported.name, formats.declared())
        taken = time.perf_counter() - began
        print(f"{exported.stat().st_size >> 20} MB are {seen.title}: told in {taken:.2f} s", end="")
        print("" if taken <= MOST_AT_SIGHT else "   ← too slow")
        chosen = settings.load()
        house.open_once(chosen).use(serve.cores_for_files())
        page = pages._opened("app.py", {})
        idle = statistics.median(_seconds(page) for _ in range(IDLE))
        _beside(page, exported, idle)


def _beside(page: pages.AppTest, exported: Path, idle: float) -> None:
    doing = "Reading"
    taken: dict[str, list[float]] = {}

    def told(done: int, total: int, what: str) -> None:
        nonlocal doing
        doing = what.split(" ")[0]

    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(_load, exported, told)
        while not loading.done():
            now = doing
            taken.setdefault(now, []).append(_seconds(page))
        loading.result()
    print(f"{'idle':12}{1000 * idle:8.0f} ms")
    for step, seconds in taken.items():
        said = "" if max(seconds) <= MOST_SECONDS else "   ← a visitor waits"
        usual = statistics.median(seconds)
        print(f"{step:12}{1000 * usual:8.0f} ms ({usual / idle:.1f} times), at most {1000 * max(seconds):.0f} ms{said}")


def _load(exported: Path, told: imports.Progress) -> None:
    chosen = settings.load()
    desk = imports.opened(house.open_once(chosen), chosen, told)
    (found,) = imports.preview(desk, exported, is_sample=True)
    imports.commit(desk, found, "bench", datetime(2026, 11, 1))


def _seconds(page: pages.AppTest) -> float:
    began = time.perf_counter()
    page.run()
    return time.perf_counter() - began


if __name__ == "__main__":
    if CORES not in os.environ:  # as `serve` starts; Polars asks once, when it is loaded
        again = {**os.environ, CORES: str(serve.cores_for_files())}
        sys.exit(subprocess.run([sys.executable, "-m", "bench.loading"], env=again, check=False).returncode)
    main()
