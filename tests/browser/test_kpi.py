"""What only a browser knows of a KPI's page: what opens on a click, and whether words in the chart cover each other."""

import re

import pytest
from playwright.sync_api import expect

LABELS = """() => [...document.querySelectorAll('.st-key-trend .annotation-text-g')].map(one => {
  const { top, bottom, left } = one.getBoundingClientRect();
  return [top, bottom, left, one.textContent];
})"""


def test_the_cards_beside_the_chart_open_forms_and_pages_of_this_figure_and_month(visit):
    page = visit("kpi?key=win_rate&month=2026-09")
    page.wait_for_selector(".st-key-trend .annotation-text-g", state="attached")  # the first forecast takes its time
    page.get_by_role("button", name="Decide the target for September 2026").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Target for September 2026 (percent)")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Set the limits anew").click()
    expect(dialog.get_by_text("From which month on?")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("link", name="Versions, signatures, names").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What “Win rate” means")
    expect(page).to_have_url(re.compile("key=win_rate.*month=2026-09|month=2026-09.*key=win_rate"))


@pytest.mark.parametrize("key", ["win_rate", "cost_per_qualified_lead", "recommend", "repeat_order_rate"])
def test_what_the_lines_say_at_their_ends_covers_nothing(visit, key):
    page = visit(f"kpi?key={key}&month=2026-10")
    page.wait_for_selector(".st-key-trend .annotation-text-g", state="attached")
    ends = sorted(label for label in page.evaluate(LABELS) if label[2] > 1000)
    assert len(ends) >= 3
    for (_, bottom, _, one), (top, _, _, other) in zip(ends, ends[1:], strict=False):
        assert bottom <= top + 1, (one, other)
