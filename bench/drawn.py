"""How soon Side by side is completely drawn in a browser, beside a bare app of six charts: python -m bench.drawn"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests import browsing, sample

RUNS = 9
MOST = 0.6
CARDS, CHARTS = 28, 6  # every KPI has a card, the fifteen that lead and those below
CARD, CHART = ".journey .card svg path.line", ".js-plotly-plot .main-svg .scatterlayer .trace path"
# Asked in every frame; a locator asks again only after up to half a second.
ARE_THERE = """([what, number]) => {
    const roots = [document];
    for (const root of roots)
        for (const one of root.querySelectorAll("*")) if (one.shadowRoot) roots.push(one.shadowRoot);
    return roots.reduce((found, root) => found + root.querySelectorAll(what).length, 0) >= number;
}"""
SERVER = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"]
BARE = """
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
st.title("Six charts")
for row in range(2):
    for number, column in enumerate(st.columns(3)):
        values = [(7 * month * (number + 1)) % 23 for month in range(25)]
        figure = go.Figure(go.Scatter(y=values)).update_layout(height=300, title=f"Chart {row * 3 + number + 1}")
        column.plotly_chart(figure, key=f"{row}{number}")
"""


def main() -> None:
    with (
        TemporaryDirectory() as folder,
        browsing.browser() as browser,
        browsing.serving(sample.copied(Path(folder))) as ours,
        _bare(Path(folder)) as bare,
    ):
        drawn = ((f"{ours}/side_by_side", CARD, CARDS), (bare, CHART, CHARTS))
        rounds = [[_timed(browser, *one) for one in drawn] for _ in range(RUNS + 1)]
    _say(rounds[1:])  # the first visitor of a server waits for its imports


def _timed(browser: Browser, address: str, what: str, number: int) -> tuple[float, float]:
    """Seconds from asking to the last picture in the page: with an empty cache, then opened again."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    cold = _seconds(page, address, what, number)
    warm = _seconds(page, address, what, number)
    context.close()
    return cold, warm


def _seconds(page: Page, address: str, what: str, number: int) -> float:
    page.goto("about:blank")
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(ARE_THERE, arg=[what, number])
    return time.perf_counter() - began


@contextmanager
def _bare(folder: Path) -> Iterator[str]:
    script = folder / "bare.py"
    script.write_text(BARE)
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", "0", *SERVER]
    app = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert app.stdout is not None
        said = next(line for line in app.stdout if "http://" in line)
        yield said.split()[-1]
    finally:
        app.terminate()
        app.communicate(timeout=20)


def _say(rounds: list[list[tuple[float, float]]]) -> None:
    print(f"completely drawn ({RUNS} runs each, in turn, median)   ours   six bare charts   ratio (at most {MOST})")
    for at, name in enumerate(("cold", "warm")):
        ours, bare = (statistics.median(one[which][at] for one in rounds) for which in (0, 1))
        print(f"{name:47}{ours:>7.2f} s{bare:>16.2f} s{ours / bare:>8.2f}   {'' if ours / bare <= MOST else '← slow'}")


if __name__ == "__main__":
    main()
