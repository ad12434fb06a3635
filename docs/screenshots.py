"""The pictures of the README, taken of the sample company: make screenshots"""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect

from tests import browsing, sample

FOLDER = Path(__file__).parent / "images"
SCREEN = {"width": 1920, "height": 1080}
MONTH = "month=2026-10"
PAGES = {
    "overview": (f"?{MONTH}", ".card"),
    "side_by_side": (f"side_by_side?{MONTH}", ".journey .card"),
    "kpi": (f"kpi?key=hours_to_first_reply&{MONTH}", ".js-plotly-plot .main-svg"),
    "import": (f"import?{MONTH}", "h1"),
    "objectives": (f"objectives?{MONTH}", "h1"),
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
                page.screenshot(path=FOLDER / f"{name}.png")
                print(f"docs/images/{name}.png")


def _settle(page: Page) -> None:
    """Streamlit fades in what it has not finished; the picture waits for the end of the script."""
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
