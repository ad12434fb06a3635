"""How long each page's script runs, warm, with 100 thousand and with 10 million ledger rows: python -m bench.pages"""

import logging
import os
import statistics
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

from custodian import settings
from custodian.domain import house, measures
from custodian.ui import frame
from custodian.warehouse import queries
from tests import sample

ROOT = Path(__file__).parents[1]
FEW, MANY = 100_000, 10_000_000
RUNS = 21
MOST_MILLISECONDS, MOST_GROWTH = 150, 1.10
PAGES = {
    **{title: (page, {}) for title, page in frame.MENU.items() if (ROOT / page).exists()},
    "KPI, of deals": ("pages/kpi.py", {"key": "win_rate"}),
    "KPI, of the many rows": ("pages/kpi.py", {"key": "cost_per_qualified_lead"}),
    "KPI, of answers": ("pages/kpi.py", {"key": "recommend"}),
    "KPI, of companies": ("pages/kpi.py", {"key": "repeat_order_rate"}),
}


# AppTest asks about the visitor outside of a page's script too; Streamlit warns of it each time.
QUIET = "streamlit.runtime.scriptrunner_utils.script_run_context"


def main() -> None:
    logging.getLogger(QUIET).disabled = True  # a level would be set anew by Streamlit
    with TemporaryDirectory() as few, TemporaryDirectory() as many:
        places = {rows: _company(Path(folder), rows) for rows, folder in ((FEW, few), (MANY, many))}
        print(f"{'page':24}{FEW:>12,} rows{MANY:>12,} rows   ratio   ({RUNS} warm runs each, in turn, median)")
        for title, (script, asked) in PAGES.items():
            taken = _measured(places, script, asked)
            small, large = (statistics.median(taken[rows]) for rows in (FEW, MANY))
            good = large <= MOST_MILLISECONDS and large / small <= MOST_GROWTH
            print(f"{title:24}{small:>13.0f} ms{large:>14.0f} ms{large / small:>9.2f}   {'' if good else '← too slow'}")


def _company(folder: Path, rows: int) -> Path:
    """The sample company, with as many rows of a busy advertising account beside its own."""
    data = sample.copied(folder)
    warehouse = house.open_once(settings.load(data=data))
    with warehouse.writing() as cursor:
        queries.do(cursor, "bench/many_campaign_days", rows=rows)
        measures.keep(cursor, {"campaign_days"}, None)
    return data


def _measured(places: dict[int, Path], script: str, asked: dict[str, str]) -> dict[int, list[float]]:
    pages = {}
    for rows, data in places.items():
        with _at_home_in(data):
            pages[rows] = _opened(script, asked)
    taken: dict[int, list[float]] = {rows: [] for rows in places}
    for turn in range(RUNS):
        for rows, data in list(places.items())[:: 1 if turn % 2 else -1]:
            with _at_home_in(data):
                began = time.perf_counter()
                pages[rows].run()
                taken[rows].append(1000 * (time.perf_counter() - began))
    return taken


def _opened(script: str, asked: dict[str, str]) -> AppTest:
    page = AppTest.from_file(ROOT / "app.py", default_timeout=120).run()
    if script != "app.py":
        page.switch_page(script)
    for name, value in asked.items():
        page.query_params[name] = value
    page.run().run()
    if page.exception:
        raise SystemExit(f"{script}: {page.exception[0].message}")
    return page


@contextmanager
def _at_home_in(data: Path):  # noqa: ANN202
    os.environ["CUSTODIAN_DATA"] = str(data)
    yield
    del os.environ["CUSTODIAN_DATA"]


if __name__ == "__main__":
    main()
