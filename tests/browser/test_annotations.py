"""What only a browser knows of annotations: labels neither overlap nor are cut, over their months, at any width."""

from datetime import date, datetime

import pytest

from custodian import settings
from custodian.domain import annotations, periods
from custodian.domain.annotations import Draft
from custodian.warehouse import catalogues
from tests import browsing, sample
from tests.test_pages import HOSTILE

AT = datetime(2026, 11, 3, 9, 30)
PAGE = "kpi?key=website_visitors&month=2026-10"
LABELS = """() => {
  const host = document.querySelector('.st-key-strip');
  const root = [host, ...host.querySelectorAll('*')].map(e => e.shadowRoot).find(Boolean) || host;
  const strip = root.querySelector('.strip').getBoundingClientRect();
  const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const frame = box(document.querySelector('.st-key-trend'));
  const plot = box(document.querySelector('.st-key-trend .nsewdrag'));
  return {strip: box(root.querySelector('.strip')), frame, plot,
    labels: [...root.querySelectorAll('.strip span')].map(e => [...box(e), e.textContent]),
    stems: [...root.querySelectorAll('.strip i')].map(e => e.getBoundingClientRect().left),
    lines: [...document.querySelectorAll('.st-key-trend .shapelayer path')].map(box)
      .filter(b => b[2] - b[0] < 1).map(b => b[0])};
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    data = sample.copied(tmp_path_factory.mktemp("annotated"))
    warehouse = catalogues.open_warehouse(settings.load(data=data))
    for at, month in enumerate(periods.months(date(2024, 10, 1), date(2026, 10, 1))):
        what = HOSTILE[:120] if at in (0, 24) else f"Happening number {at} of many"
        annotations.save(warehouse, Draft("fair", what, month, month, ("kpi:website_visitors",)), "Ana", AT)
    annotations.save(
        warehouse, Draft("launch", "Lone launch", date(2026, 4, 9), date(2026, 6, 9), ("kpi:revenue",)), "Ana", AT
    )
    warehouse.close()
    with browsing.serving(data) as address:
        yield address


@pytest.mark.parametrize("size", [browsing.WALL, browsing.LAPTOP, browsing.PHONE], ids=str)
def test_labels_neither_overlap_nor_are_cut_and_stand_over_their_lines(chromium, address, size):
    page = browsing.open_page(chromium, f"{address}/{PAGE}", size)
    page.wait_for_selector(".st-key-trend .nsewdrag", state="attached")
    page.wait_for_function("document.querySelectorAll('.st-key-trend .shapelayer path').length >= 25")
    seen = page.evaluate(LABELS)
    page.close()
    boxes = [label[:4] for label in seen["labels"]]
    assert boxes
    for at, one in enumerate(boxes):
        assert one[0] >= seen["strip"][0] - 1 and one[2] <= seen["strip"][2] + 1, seen["labels"][at]
        assert seen["frame"][1] <= one[1] and one[3] <= seen["plot"][1] + 1
        for other in boxes[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)
    for stem in seen["stems"]:
        assert min(abs(stem - line) for line in seen["lines"]) < 2.5
    assert seen["strip"][0] == pytest.approx(seen["plot"][0], abs=2)
    assert seen["strip"][2] == pytest.approx(seen["plot"][2], abs=2)


def test_a_label_alone_says_what_happened_and_hostile_words_run_nowhere(chromium, address):
    page = browsing.open_page(chromium, f"{address}/kpi?key=revenue&month=2026-10")
    page.get_by_text("Lone launch").first.wait_for()
    assert page.evaluate("window.alerted === undefined")
    page.close()


def test_the_way_from_tool_to_figure_is_drawn(chromium, address):
    page = browsing.open_page(chromium, f"{address}/definitions?key=return_on_campaign_cost&month=2026-10")
    page.get_by_text("From tool to figure").wait_for()
    page.locator(".way path").first.wait_for(state="attached")
    drawn = page.locator(".way path.come").count()
    tools, tables = page.locator(".node.tool").count(), page.locator(".node.table").count()
    assert (tools, tables, drawn) == (3, 2, tools + tables)
    page.close()
