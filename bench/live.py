"""How soon fifty open screens show what somebody saves, and what it costs: python -m bench.live"""

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from playwright.sync_api import Page

from tests import browsing, sample, walls

SCREENS, IN_BROWSERS = 48, 2  # fifty, beside the laptop that saves
ROUNDS = 5
MOST = 2.0  # seconds
QUIET_FOR = 10  # seconds
# In the page itself, by the machine's clock: to look from outside takes longer than the server does.
CLICKED = "addEventListener('click', () => { window.clicked ??= performance.timeOrigin + performance.now(); }, true)"
SHOWN = """(text) => {
    const has = (root) => root.textContent.includes(text)
        || [...root.querySelectorAll("*")].some((one) => one.shadowRoot && has(one.shadowRoot));
    window.shown = new Promise((tell) => {
        const now = () => performance.timeOrigin + performance.now();
        const look = () => has(document.body) ? tell(now()) : requestAnimationFrame(look);
        look();
    });
}"""


def main() -> None:
    print(f"{SCREENS} screens and {IN_BROWSERS} browsers on one page, {ROUNDS} saves in turn, all on this machine.")
    print("Seconds from the click on Save until shown:")
    with (
        TemporaryDirectory() as folder,
        browsing.serving(sample.copied(Path(folder))) as address,
        browsing.browser() as browser,
        walls.hung(address, "objectives", SCREENS) as screens,
    ):
        laptop, *seen = (browsing.open_page(browser, f"{address}/objectives") for _ in range(1 + IN_BROWSERS))
        _told(laptop, seen, screens, address)


def _told(laptop: Page, seen: list[Page], screens: walls.Walls, address: str) -> None:
    if not screens.drawn(1, within=120):
        raise SystemExit("the screens were not drawn")
    server = _server(int(address.rpartition(":")[2]))
    before = _cpu(server)
    time.sleep(QUIET_FOR)
    print(f"  nothing written: {100 * (_cpu(server) - before) / QUIET_FOR:.1f} % of a core")
    on_screens, in_browsers, spent = [], [], []
    for number in range(ROUNDS):
        what = f"Bench {number}"
        _write(laptop, address, what)
        for page in seen:
            page.evaluate(SHOWN, what)
        before = _cpu(server)
        laptop.evaluate(CLICKED)
        laptop.get_by_role("button", name="Save").click()
        if not screens.show(what, within=60):
            raise SystemExit("a screen never showed what was saved")
        clicked = laptop.evaluate("window.clicked") / 1000
        in_browsers += [page.evaluate("window.shown") / 1000 - clicked for page in seen]
        on_screens += [at - _monotonic(clicked) for at in screens.first_shown(what)]
        spent.append(_cpu(server) - before)
    _line(f"{SCREENS} screens", on_screens)
    _line(f"{IN_BROWSERS} browsers", in_browsers)
    print(f"  the server's CPU for a save: {statistics.median(spent):.2f} s")


def _monotonic(at: float) -> float:
    """A time of the machine's clock, on the clock that the screens note their times by."""
    return at - time.time() + time.monotonic()


def _line(what: str, taken: list[float]) -> None:
    good = "" if max(taken) <= MOST else "   ← too slow"
    print(f"  {what:20} median {statistics.median(taken):.2f}, slowest {max(taken):.2f}{good}")


def _write(laptop: Page, address: str, what: str) -> None:
    laptop.goto(f"{address}/objectives?write=action")
    laptop.get_by_label("What is to be done?").fill(what)
    laptop.get_by_label("Who sees to it?").fill("Ben")
    laptop.get_by_label("Your name").fill("Ana")
    laptop.keyboard.press("Tab")


def _server(port: int) -> psutil.Process:
    mine = psutil.Process().children(recursive=True)
    return next(one for one in mine if any(line.laddr.port == port for line in one.net_connections() if not line.raddr))


def _cpu(server: psutil.Process) -> float:
    used = server.cpu_times()
    return used.user + used.system


if __name__ == "__main__":
    main()
