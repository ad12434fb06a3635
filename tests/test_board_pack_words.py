"""What people and files wrote stays text in every kind of pack; what cannot be known is said, not shown as a figure."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from pptx import Presentation
from pypdf import PdfReader

from custodian.domain import checkins, objectives, progress
from custodian.reports import board, promised, said
from custodian.warehouse import catalogues
from tests import packed, pictures
from tests.packed import AT, read_pdf, sheet, squeezed

SCRIPT = squeezed("<script>alert(1)</script> #set page() turned")
TURNS = ("\u202e", "\x0b")


@cache
def made(kind: board.Kind) -> bytes:
    return board.made(packed.hostile(), kind, AT)


def test_the_paper_prints_what_people_wrote_and_keeps_the_first_page_to_itself() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made("pdf"))).pages]
    assert SCRIPT in squeezed(pages[0]) and not any(turn in page for turn in TURNS for page in pages)
    assert pages[1].startswith("Side by side")
    assert [page for page in pages if not page.strip()] == []


def test_the_slides_print_what_people_wrote() -> None:
    deck = Presentation(io.BytesIO(made("pptx")))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert any(SCRIPT in squeezed(cell) for cell in cells)
    assert not any(turn in cell for turn in TURNS for cell in cells) and max(map(len, cells)) <= 400


def test_no_cell_of_the_workbook_is_a_formula_or_could_be_taken_for_one() -> None:
    texts = re.findall(r"<t[^>]*>([^<]*)</t>", packed.written(made("xlsx"), "xl/sharedStrings"))
    assert "<f>" not in packed.written(made("xlsx"), "xl/worksheets")
    assert [text for text in texts if text.startswith(tuple("=+-@＝＋－＠\t"))] == []
    assert {"'=1+1", "'+1", "'-2", "'@x", "'＝1"} <= set(sheet(made("xlsx"), "Splits of the month")["Member"])
    assert sheet(made("xlsx"), "Objectives")["Objective"][0].startswith("'=cmd|")


def test_numbers_and_days_of_the_workbook_are_numbers_and_days() -> None:
    months = sheet(made("xlsx"), "KPIs by month")
    kinds = {name: str(kind) for name, kind in months.schema.items()}
    assert kinds["Month"].startswith("Date") and kinds["Value"] == kinds["Numerator"] == kinds["n"] == "Float64"
    assert kinds["Verdict"] == kinds["Complete"] == "String"
    assert packed.written(made("xlsx"), "xl/worksheets").count('state="frozen"') == 6


def test_seven_answers_are_no_figure_on_paper_nor_in_cells() -> None:
    assert "n=7,toofew" in read_pdf(made("pdf"))
    months = sheet(made("xlsx"), "KPIs by month")
    (row,) = months.filter((months["Key"] == "recommend") & (months["n"] == 7)).to_dicts()
    assert (row["Value"], row["Numerator"], row["Denominator"]) == (None, None, None)
    assert row["Note"] == "n = 7, too few"


def test_a_figure_without_data_is_named_and_has_no_slide() -> None:
    assert squeezed("Without data so far: Share of search.") in read_pdf(made("pdf"))
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(made("pptx"))).slides]
    assert not any(title.startswith("Share of search") for title in titles)


def test_a_month_that_is_not_over_says_so_on_paper() -> None:
    warehouse = catalogues.open_warehouse(packed.IN_FORCE)
    pictures.fill(warehouse)
    pack = packed.gathered(warehouse, today=date(2026, 10, 20))
    told = said.of(pack, AT)
    assert told["headline"] == "October is not over yet; its figures are judged when it is."
    assert {page["verdict"] for page in told["figures"]} == {"Too early · month not over"}
    assert all(page["plot"]["unfinished"] for page in told["figures"]) and told["real"] == []


def test_how_sure_a_team_is_stays_its_own_until_the_other_has_said_so_too() -> None:
    warehouse = catalogues.open_warehouse(packed.IN_FORCE)
    packed.promise(warehouse, "Be the first name")
    sure = []
    for team in ("sales", "marketing"):
        with warehouse.reading() as cursor:
            (one,) = objectives.current(cursor)
        checkins.save(warehouse, checkins.Draft(one.id, team, "It moved.", 9), "Ana", AT)
        pack = replace(packed.pictured(), promised=tuple(standing(warehouse)))
        sure.append(promised.of(pack)["objectives"][0]["sure"])
    assert sure == ["", "How sure, of 10: sales 9, marketing 9"]


def standing(warehouse):
    with warehouse.reading() as cursor:
        return progress.of(cursor, packed.OCTOBER, packed.TODAY)


def test_the_sample_company_is_named_as_invented_in_every_kind() -> None:
    pack = packed.pictured()
    invented = replace(pack, fresh=replace(pack.fresh, is_sample=True))
    label = "Sample company Voltara: invented figures"
    told = said.of(invented, AT)
    assert (told["sample"], told["title"]) == (label, f"Board pack · {label} · October 2026")
    deck = Presentation(io.BytesIO(board.made(invented, "pptx", AT)))
    assert all(label in slide.placeholders[1].text_frame.text for slide in [deck.slides[0], deck.slides[-1]])
    assert label in packed.written(board.made(invented, "xlsx", AT), "xl/sharedStrings")


@pytest.mark.parametrize("name, kind", [("b.PDF", "pdf"), ("b.pptx", "pptx"), ("b.c.xlsx", "xlsx"), ("pdf", None)])
def test_what_is_made_is_told_by_the_ending(name, kind) -> None:
    assert board.kind(name) == kind
