"""How soon each page is completely drawn in a browser, beside a bare app with as many charts: python -m bench.drawn

Whatever is drawn as a chart counts as one, a small line on a card too. So fifteen cards stand beside fifteen charts of
Plotly, and their ratio says little but that they are not charts of Plotly; that of a page without any says how much its
own elements cost beside a title alone.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from bench.pages import PAGES
from tests import browsing, sample

RUNS = 5
MOST = 1.3
# Drawn is what has not grown for a while once the script is done and nothing is held free any more. Asked in every
# frame, so it measures no element before the end: that would make the browser lay the page out again and again. The
# answer is when it last grew, and how many charts there are (a sign of a few pixels is none).
DRAWN = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const waiting = '[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]';
    if (app?.dataset.testScriptState !== "notRunning" || document.querySelector(waiting)) {
        window.seen = null;
        return null;
    }
    const all = [];
    const roots = [document];
    for (const root of roots)
        for (const one of root.querySelectorAll("*")) {
            all.push(one);
            if (one.shadowRoot) roots.push(one.shadowRoot);
        }
    const now = performance.timeOrigin + performance.now();
    if (window.seen?.elements !== all.length) window.seen = { elements: all.length, at: now };
    if (now - window.seen.at < 800) return null;
    const isOurs = (one) => one.matches("svg") && !one.closest(".js-plotly-plot, [data-testid^='stIcon']");
    const isChart = (one) => one.matches(".js-plotly-plot, .chart")
        || (isOurs(one) && one.getBoundingClientRect().width >= 80);
    return { ...window.seen, charts: all.filter(isChart).length };
}"""
SERVER = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"]
BARE = """
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
charts = int(st.query_params.get("charts", 0))
st.title(f"{charts} charts")
for number, column in enumerate(column for _ in range(0, charts, 3) for column in st.columns(3)):
    if number < charts:
        values = [(7 * month * (number + 1)) % 23 for month in range(25)]
        figure = go.Figure(go.Scatter(y=values)).update_layout(height=300, title=f"Chart {number + 1}")
        column.plotly_chart(figure, key=str(number))
"""


def main() -> None:
    with (
        TemporaryDirectory() as folder,
        browsing.browser() as browser,
        browsing.serving(sample.copied(Path(folder))) as ours,
        _bare(Path(folder)) as bare,
    ):
        print(f"completely drawn ({RUNS} runs each, in turn, median of cold and warm)    ratio (at most {MOST})")
        for title, (script, asked) in PAGES.items():
            path = "" if script == "app.py" else Path(script).stem
            query = "&".join(f"{name}={value}" for name, value in asked.items())
            address = f"{ours}/{path}" + (f"?{query}" if query else "")
            _, charts = _timed(browser, address)  # the first visitor of a server waits for its imports
            _timed(browser, f"{bare}?charts={charts}")
            rounds = [(_timed(browser, address)[0], _timed(browser, f"{bare}?charts={charts}")[0]) for _ in range(RUNS)]
            _say(title, charts, rounds)


def _timed(browser: Browser, address: str) -> tuple[tuple[float, float], int]:
    """Seconds from asking to the last change: with an empty cache, then opened again; and how many charts there are."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    cold, _ = _seconds(page, address)
    warm, charts = _seconds(page, address)
    context.close()
    return (cold, warm), charts


def _seconds(page: Page, address: str) -> tuple[float, int]:
    page.goto("about:blank")
    began = time.time()
    page.goto(address, wait_until="commit")
    seen = page.wait_for_function(DRAWN).json_value()
    return seen["at"] / 1000 - began, seen["charts"]


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


def _say(title: str, charts: int, rounds: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    for at, name in enumerate(("cold", "warm")):
        ours, bare = (statistics.median(one[which][at] for one in rounds) for which in (0, 1))
        told = f"{title:24}{name:6}{ours:>6.2f} s, bare app of {charts:>2} charts{bare:>6.2f} s{ours / bare:>8.2f}"
        print(f"{told}   {'' if ours / bare <= MOST else '← slow'}", flush=True)


if __name__ == "__main__":
    main()
