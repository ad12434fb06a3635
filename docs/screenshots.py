"""The pictures of the README, taken of the sample company: make screenshots"""

from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, expect

from custodian.sample import exports
from tests import browsing, sample

FOLDER = Path(__file__).parent / "images"
SCREEN = {"width": 1920, "height": 1080}
MONTH = "month=2026-10"
FAULTY = b"""tool,deal_id,company,outcome,amount,currency,created_on
CRM,1,Alpha,won,abc,EUR,2026-09-01
CRM,2,Beta,lost,50.00,EUR,2026-09-02
"""
PAGES = {
    "overview": (f"?{MONTH}", "h1"),
    "side_by_side": (f"side_by_side?{MONTH}", ".journey .card"),
    "kpi": (f"kpi?key=hours_to_first_reply&{MONTH}", ".js-plotly-plot .main-svg"),
    "journey": (f"journey?{MONTH}", "h1"),
    "targets": (f"targets?{MONTH}", ".sheet"),
    "objectives": (f"objectives?{MONTH}", "h1"),
    "pulse": (f"pulse?{MONTH}", "h1"),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, browsing.browser() as browser:
        data = sample.copied(Path(folder))
        with browsing.serving(data) as address:
            page = browser.new_page(viewport=SCREEN)
            for name, (path, what) in PAGES.items():
                page.goto(f"{address}/{path}")
                page.locator(what).first.wait_for()
                _settle(page)
                _picture(page, name)
            _meet(page, address)
            _picture(page, "meeting")
            _drop(page, address)
            _picture(page, "import")


def _picture(page: Page, name: str) -> None:
    """In as many colours as a screen needs: a third of the size."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as taken:
        few = taken.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"docs/images/{name}.png")


def _meet(page: Page, address: str) -> None:
    """The wall, at the item on which most is to be read."""
    page.goto(f"{address}/meeting?{MONTH}")
    page.get_by_role("button", name="Start the meeting").click()
    page.get_by_role("button", name="Real changes").click()
    page.get_by_role("heading", name="What is really different?").wait_for()
    _settle(page)


def _drop(page: Page, address: str) -> None:
    """A month's files as they are met on one's own first day: the sample removed, its exports dropped anew."""
    page.goto(f"{address}/import?{MONTH}")
    page.get_by_role("button", name="Remove the sample").click()
    found = [path for path in sorted(exports.FOLDER.glob("*/*")) if path.stem.endswith("2026-10-31")]
    files = [{"name": path.name, "mimeType": "text/csv", "buffer": path.read_bytes()} for path in found]
    files.append({"name": "deals from the field.csv", "mimeType": "text/csv", "buffer": FAULTY})
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_text("ready to load,").wait_for(timeout=120_000)
    page.locator('[data-testid="stDataFrame"] canvas').first.wait_for()
    _settle(page)


def _settle(page: Page) -> None:
    """Streamlit fades in what it has not finished; the picture waits for the end of the script."""
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
