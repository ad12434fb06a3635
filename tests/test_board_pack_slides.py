"""Slides in the house's own template, found by what its layouts hold; nothing of them lies outside its slide."""

import io
from functools import cache
from pathlib import Path

import pytest
from pptx import Presentation

from custodian.domain.refusals import Refused
from custodian.reports import board, room
from tests import packed
from tests.packed import AT, written

TEMPLATE, DECK = "presentationml.template.main+xml", "presentationml.presentation.main+xml"


@cache
def plain():
    return Presentation(io.BytesIO(board.made(packed.pictured(), "pptx", AT)))


def house(folder: Path, ending: str = "pptx") -> Path:
    """A template 10 inches wide, with layouts of other names in another order, and an example slide."""
    deck = Presentation()
    for layout in deck.slide_layouts:
        layout.name = f"Folie {layout.name.encode().hex()}"
    layouts = deck.slide_master.part._element.sldLayoutIdLst
    for one in list(layouts):
        layouts.remove(one)
        layouts.insert(0, one)
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "Example of ours"
    place = folder / f"house.{ending}"
    deck.save(place)
    if ending == "potx":
        place.write_bytes(_renamed(place.read_bytes()))
    return place


def _renamed(deck: bytes) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(DECK.encode(), TEMPLATE.encode()))
    return out.getvalue()


@pytest.mark.parametrize("ending", ["pptx", "potx"])
def test_the_house_gives_size_and_layouts_and_its_examples_are_left_away(tmp_path, ending) -> None:
    made = board.made(packed.pictured(), "pptx", AT, house(tmp_path, ending))
    deck = Presentation(io.BytesIO(made))
    assert deck.slide_width == 9_144_000 and DECK in written(made, "[Content_Types]")
    assert "Example of ours" not in written(made, "ppt/slides/")
    names = [bytes.fromhex(slide.slide_layout.name.split()[1]).decode() for slide in deck.slides]
    assert (names[0], names[1], names[-1]) == ("Title Slide", "Title Only", "Title and Content")
    assert _outside(deck) == []


def test_everything_lies_on_its_slide_and_fits_into_its_place_also_where_the_house_has_little(tmp_path) -> None:
    narrow = Presentation(io.BytesIO(board.made(packed.hostile(), "pptx", AT, house(tmp_path))))
    for deck in (plain(), narrow):
        shapes = [(at, shape) for at, slide in enumerate(deck.slides, 1) for shape in slide.placeholders]
        assert [(at, shape.name) for at, shape in shapes if not _fits(shape)] == _outside(deck) == []


def _fits(shape) -> bool:
    paragraphs = shape.text_frame.paragraphs
    points = (paragraphs[0].font.size or paragraphs[0].runs[0].font.size).pt
    return room.fitting([one.text for one in paragraphs], shape.width, shape.height, (points, 0.0)) == points


def test_text_that_has_no_room_is_set_smaller() -> None:
    inch, line = 914_400, "ten lines of text "
    sizes = [room.fitting([line * times], 4 * inch, inch, (24.0, 12.0, 6.0)) for times in (1, 6, 40)]
    assert sizes == [24.0, 12.0, 6.0]


def _outside(deck) -> list[tuple[int, str]]:
    return [
        (number, shape.name)
        for number, slide in enumerate(deck.slides, 1)
        for shape in slide.shapes
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > deck.slide_width
        or shape.top + shape.height > deck.slide_height
    ]


def test_every_title_stands_in_its_placeholder_and_every_chart_is_told_in_words() -> None:
    for slide in plain().slides:
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            if shape.has_chart:
                assert "October 2024 to October 2026" in shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_limits_and_targets_are_lines_that_can_be_edited() -> None:
    titled = {slide.shapes.title.text_frame.text: slide for slide in plain().slides}
    (chart,) = [shape.chart for shape in titled["Branded searches: 800"].shapes if shape.has_chart]
    lines = {series.name: series.values for series in chart.plots[0].series}
    reading = packed.pictured().readings["branded_searches"]
    assert list(lines)[:4] == ["Branded searches", "Natural limit, high", "Mean", "Natural limit, low"]
    assert lines["Natural limit, high"][24] == pytest.approx(reading.now.upper_limit)
    assert chart.part.chart_workbook.xlsx_part is not None


def test_the_notes_of_a_slide_tell_the_definition_in_force() -> None:
    titled = {slide.shapes.title.text_frame.text: slide for slide in plain().slides}
    notes = titled["Branded searches: 800"].notes_slide.notes_text_frame.text
    assert packed.pictured().definitions["branded_searches"].words in notes


def test_a_file_without_the_layouts_needed_is_refused(tmp_path) -> None:
    deck = Presentation()
    layouts = deck.slide_layouts
    for layout in list(layouts)[:-1]:
        layouts.remove(layout)
    deck.save(tmp_path / "bare.pptx")
    with pytest.raises(Refused, match="a layout of a title and one place for content; found none"):
        board.made(packed.pictured(), "pptx", AT, tmp_path / "bare.pptx")


@pytest.mark.parametrize("held", [b"", b"no deck", b"PK\x03\x04 broken", None])
def test_what_is_no_template_is_refused_in_a_sentence(tmp_path, held) -> None:
    if held is not None:
        (tmp_path / "house.pptx").write_bytes(held)
    with pytest.raises(Refused, match=r"Expected a PowerPoint template \(.pptx or .potx\); found"):
        board.made(packed.pictured(), "pptx", AT, tmp_path / "house.pptx")


def test_a_workbook_is_no_template(tmp_path) -> None:
    (tmp_path / "house.pptx").write_bytes(board.made(packed.pictured(), "xlsx", AT))
    with pytest.raises(Refused, match="it is no such file"):
        board.made(packed.pictured(), "pptx", AT, tmp_path / "house.pptx")
