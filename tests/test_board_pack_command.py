"""`pack` as somebody types it, and the button: exit codes, sentences, and the same work beside the running app."""

import io

import pytest
from pptx import Presentation

from custodian.__main__ import run
from custodian.commands import papers
from custodian.domain.refusals import Refused
from custodian.ui import packing
from custodian.ui.filters import Chosen
from tests import packed
from tests.test_pages import cards, visit

ASKED = ("pack", "--month", "2026-10", "--to")


def test_a_pack_is_written_where_it_was_asked_for(filled, tmp_path, capsys) -> None:
    place = tmp_path / "Board.PPTX"
    assert run([*ASKED, str(place)]) == 0
    assert capsys.readouterr().out == f"The board pack of October 2026 is in {place}.\n"
    assert len(Presentation(place).slides) == 34
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


@pytest.mark.parametrize(
    "arguments, expected",
    [
        ([*ASKED, "board.doc"], "Expected a file that ends in .pdf, .pptx or .xlsx; found “board.doc”"),
        ([*ASKED, "board.pdf", "--template", "house.pptx"], "A template is for PowerPoint"),
        (["pack", "--month", "October", "--to", "board.pdf"], "Expected a month as YYYY-MM; found “October”"),
        (["pack", "--to", "board.pdf"], "--month"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_opened(capsys, monkeypatch, tmp_path, arguments, expected) -> None:
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    assert run(arguments) == 2
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_an_empty_database_is_refused_and_leaves_no_file(warehouse, tmp_path, capsys) -> None:
    assert run([*ASKED, str(tmp_path / "board.pdf")]) == 1
    assert "and nothing is loaded yet. Import exports first: python -m custodian import" in capsys.readouterr().err
    assert not (tmp_path / "board.pdf").exists()


def test_a_month_before_all_figures_is_refused(filled, tmp_path, capsys) -> None:
    assert run(["pack", "--month", "2020-01", "--to", str(tmp_path / "board.pdf")]) == 1
    assert "from October 2024 to October 2026; found January 2020" in capsys.readouterr().err


def test_what_was_there_stays_where_a_file_cannot_be_written(tmp_path) -> None:
    (tmp_path / "board.pdf").mkdir()
    with pytest.raises(Refused, match="found that this cannot be done"):
        papers.write(tmp_path / "board.pdf", b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["board.pdf"]


def test_the_button_hands_out_what_the_page_shows(filled) -> None:
    app = visit("app.py", month="2026-10")
    assert [one.proto.label for one in app.get("download_button")] == [label for label, _ in packing.KINDS.values()]
    chosen = Chosen(packed.OCTOBER, "previous month")
    paper, page = packed.read_pdf(packing.made(chosen, "pdf")), cards(app)
    assert page and all(packed.squeezed(card["sentence"]) in paper for card in page.values())
    side = cards(visit("pages/side_by_side.py", month="2026-10"))
    shown = [card[name] for card in side.values() for name in ("value", "change", "verdict", "target")]
    assert len(side) == 31 and [said for said in shown if packed.squeezed(said) not in paper] == []


def test_the_button_says_on_the_slides_why_a_template_was_not_used(filled, tmp_path) -> None:
    (tmp_path / "custodian.toml").write_text('slide_template = "house.pptx"\n')
    deck = Presentation(io.BytesIO(packing.made(Chosen(packed.OCTOBER, "previous month"), "pptx")))
    assert "Expected a PowerPoint template" in deck.slides[0].placeholders[1].text_frame.text
