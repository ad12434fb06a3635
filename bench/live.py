"""How soon fifty open screens show what somebody saves, and what it costs: python -m bench.live"""

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from playwright.sync_api import Page

from tests import browsing, sample, walls

SCREENS, IN_BROWSERS = 50, 5  # the latter besides, drawn to the last pixel
ROUNDS = 5
MOST = 2.0  # seconds
QUIET_FOR = 10  # seconds


def main() -> None:
    print(f"{SCREENS} screens and {IN_BROWSERS} browsers on one page, {ROUNDS} saves in turn, from the click on Save;")
    print("browsers and screens run on the same machine. Seconds until shown:")
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
        _write(laptop, address, f"Bench {number}")
        before, saved = _cpu(server), time.monotonic()
        laptop.get_by_role("button", name="Save").click()
        for page in seen:
            page.get_by_text(f"Bench {number}").wait_for()
            in_browsers.append(time.monotonic() - saved)
        if not screens.show(f"Bench {number}", within=60):
            raise SystemExit("a screen never showed what was saved")
        on_screens += [at - saved for at in screens.first_shown(f"Bench {number}")]
        spent.append(_cpu(server) - before)
    _line(f"{SCREENS} screens", on_screens)
    _line(f"{IN_BROWSERS} browsers, drawn", in_browsers)
    print(f"  the server's CPU for a save: {statistics.median(spent):.2f} s")


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
