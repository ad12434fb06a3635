"""The board pack: the numbers of the screen on paper, on slides and in cells, whoever wrote the words around them."""

import io
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from custodian.reports import board
from custodian.ui import cards, theme
from custodian.ui.filters import Chosen
from custodian.words import figures, verdicts
from tests import packed
from tests.packed import AT, OCTOBER, read_pdf, sheet, squeezed

ON_SCREEN = Chosen(OCTOBER, "previous month")
SPREADSHEETS_BEGIN = date(1899, 12, 30)
SAID_ON_A_CARD = ("title", "value", "change", "verdict", "target")


@cache
def made(kind: board.Kind) -> bytes:
    return board.made(packed.pictured(), kind, AT)


def slides() -> dict[str, list]:
    """By title."""
    found: dict[str, list] = {}
    for slide in Presentation(io.BytesIO(made("pptx"))).slides:
        found.setdefault(slide.shapes.title.text_frame.text, []).append(slide)
    return found


def test_the_paper_says_of_every_figure_what_its_card_says() -> None:
    text = read_pdf(made("pdf"))
    for reading in packed.pictured().readings.values():
        card = cards.card(reading, ON_SCREEN, "EUR")
        assert [said for name in SAID_ON_A_CARD if squeezed(said := card[name]) not in text] == []
        assert squeezed(figures.heading(reading, "EUR")) in text and squeezed(verdicts.sentence(reading)) in text


def test_every_figure_has_a_slide_whose_chart_holds_the_months_of_the_screen() -> None:
    titled = slides()
    for reading in packed.pictured().readings.values():
        (slide,) = titled[figures.heading(reading, "EUR")]
        (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
        months = len(reading.points)
        assert list(chart.plots[0].series[0].values)[:months] == pytest.approx([one.value for one in reading.points])
        assert float(next(iter(chart.plots[0].categories))) == (date(2024, 10, 1) - SPREADSHEETS_BEGIN).days
        assert cards.card(reading, ON_SCREEN, "EUR")["change"] in slide.placeholders[1].text_frame.text


def test_every_month_is_a_row_of_numbers_with_what_they_were_divided_by() -> None:
    months = sheet(made("xlsx"), "KPIs by month")
    for reading in packed.pictured().readings.values():
        rows = months.filter(months["Key"] == reading.kpi.key).to_dicts()
        for point, row in zip(reading.points, rows, strict=True):
            assert (row["Month"].date(), row["n"]) == (point.month, point.n)
            assert row["Value"] == pytest.approx(point.value)
            if row["Denominator"] is not None and reading.kpi.unit != "score":
                assert row["Numerator"] / row["Denominator"] == pytest.approx(point.value)


def test_the_overview_of_the_workbook_has_the_numbers_of_the_cards() -> None:
    rows = {row["KPI"]: row for row in sheet(made("xlsx"), "Overview").to_dicts()}
    assert len(rows) == len(packed.pictured().readings)
    for reading in packed.pictured().readings.values():
        row, figure, now, then = rows[reading.kpi.title], reading.figure, reading.now, reading.compared
        told = [row[name] for name in ("Value", "Low (95%)", "High (95%)", "n", "Value then", "Target")]
        shown = [figure.value, figure.low, figure.high, figure.n, then.value if then else None, reading.target]
        assert [float(each) if each is not None else None for each in told] == pytest.approx(shown)
        limits = row["Natural limit, low"], row["Natural limit, high"]
        assert limits == pytest.approx((now.lower_limit, now.upper_limit))
        assert row["Verdict"] == verdicts.word(reading)


def test_the_paper_has_a_title_a_language_and_tags_and_is_landscape_a4() -> None:
    paper = PdfReader(io.BytesIO(made("pdf")))
    assert paper.metadata is not None and paper.metadata.title == "Board pack · Voltara · October 2026"
    assert paper.trailer["/Root"]["/Lang"] == "en"
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (842, 595)
    assert not any(page.images for page in paper.pages)


def test_the_paper_declares_that_everybody_can_read_it() -> None:
    root = PdfReader(io.BytesIO(made("pdf"))).trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_the_paper_has_the_colours_of_the_screen() -> None:
    written = (Path(board.__file__).parent / "house.typ").read_text("utf-8")
    painted = {*theme.TEAM.values(), theme.INK, theme.MUTED, theme.LINE, theme.BAND, theme.GOOD, theme.BAD}
    assert [colour for colour in painted if f'rgb("{colour}")' not in written] == []


def test_the_same_pack_is_the_same_paper() -> None:
    assert board.made(packed.pictured(), "pdf", AT) == made("pdf")
