"""The board pack as slides: text in placeholders, tables and charts of PowerPoint's own, so that all can be edited."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodian.domain.packs import Pack
from custodian.reports import decks, room, slide_charts, slide_tables
from custodian.reports.decks import Box, Deck
from custodian.reports.said import Said
from custodian.words import colours, wording

if TYPE_CHECKING:
    from pptx.slide import Slide

BODY, BESIDE_CHART = (18.0, 16.0, 14.0, 12.0), (12.0, 11.0, 10.0, 9.0, 8.0)  # points, the largest that fit
INDENT = 27.0  # points, of the first level of a list
LETTERS = 240  # of a line beside a chart
BESIDE = 0.36  # of the width is for text, the rest for the chart


def made(pack: Pack, said: Said, made_at: datetime, template: Path | None) -> bytes:
    """`said` is what said.of says of the pack. Raises Refused where the template is none."""
    deck = decks.opened(template)
    _opening(deck, said)
    _changes(deck, said)
    _side_by_side(deck, said)
    _promises(deck, said)
    meaning = {one["title"]: one for one in said["definitions"]}
    for page in [*said["real"], *said["figures"]]:
        _figure(deck, pack, said, page, meaning[page["title"]])
    about = deck.presentation.core_properties
    about.title, about.language, about.created = said["title"], "en", made_at
    about.author, about.last_modified_by, about.modified = said["company"], "", made_at
    out = io.BytesIO()
    deck.presentation.save(out)
    return out.getvalue()


def _opening(deck: Deck, said: Said) -> None:
    slide = deck.slide(deck.opening, f"{said['company']} · {said['month']}")
    below = [said["headline"], f"{said['below']} · {said['made']}", *_if_any(said["sample"])]
    _write(slide.placeholders[1], [*below, *_if_any(said["note"])], BODY)


def _changes(deck: Deck, said: Said) -> None:
    headings = ("What changed", "Value", "Change", "Verdict", "Where it comes from", "Who is on it")
    rows = [
        (one["sentence"], f"{one['title']}: {one['value']}", one["change"], _verdict(one), one["cause"], one["who"])
        for one in said["real"]
    ]
    if rows:
        slide_tables.on(deck, said["headline"], headings, rows, (2.2, 1.5, 1.1, 1.1, 2.6, 2.0))
    else:
        slide = deck.slide(deck.content, said["headline"])
        _write(_body(slide), [said["calm"] or said["below"], *_if_any(said["sample"])], BODY)


def _side_by_side(deck: Deck, said: Said) -> None:
    headings = ("", *(one["says"] for one in said["teams"]))
    rows = [
        (f"{stage['title']}: {stage['says']}", *(_in_short(cell) for cell in stage["cells"]))
        for stage in said["stages"]
    ]
    slide_tables.on(deck, "Side by side", headings, rows, (1.1, 2, 2, 2))


def _promises(deck: Deck, said: Said) -> None:
    told = said["promised"]
    rows = [
        (one["title"], one["owners"], each["title"], each["span"], each["value"], f"{each['shape']} {each['says']}")
        for one in told["objectives"]
        for each in one["results"]
    ]
    headings = ("Promised together", "Owners", "Key result", "From → to", "Now", "Stands")
    if rows:
        slide_tables.on(deck, told["headline"], headings, rows, (2.4, 2.2, 1.8, 1.2, 0.9, 1.8))
    deeds = [(one["what"], one["who"]) for one in told["actions"]] + [(one, "decided") for one in told["decisions"]]
    if deeds:
        slide_tables.on(
            deck, "Who does what by when, and what we decided", ("What", "Who, until when"), deeds, (3, 1.4)
        )


def _figure(deck: Deck, pack: Pack, said: Said, page: Said, meaning: Said) -> None:
    slide = deck.slide(deck.content, page["heading"])
    area, body = deck.area, _body(slide)
    text = round(area.width * BESIDE)
    body.left, body.top, body.width, body.height = area.left, area.top, text, area.height
    lines = [
        page["finding"],
        page["change"],
        *page["facts"],
        page["landing"],
        page.get("cause", ""),
        page.get("who", ""),
    ]
    _write(body, [wording.shortened(line, LETTERS) for line in [*lines, said["sample"]] if line], BESIDE_CHART)
    _tint(body.text_frame.paragraphs[0], page["tone"])
    chart = Box(area.left + text, area.top, area.width - text, area.height)
    slide_charts.on(slide, pack, pack.readings[page["key"]], chart, page["plot"]["spoken"])
    told = [meaning["words"], meaning["formula"], meaning["caveat"], meaning["in_force"], *page["happened"]]
    slide.notes_slide.notes_text_frame.text = "\n".join(line for line in told if line)


def _write(shape: Any, lines: Sequence[str], sizes: Sequence[float]) -> None:  # noqa: ANN401
    """Into a placeholder, in the fonts of its theme; each line a paragraph."""
    from pptx.util import Pt

    frame = shape.text_frame
    frame.text = "\n".join(lines)
    points = room.fitting(lines, shape.width, shape.height, sizes, INDENT)
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.space_after = Pt(points), Pt(points / 3)


def _tint(paragraph: Any, tone: str) -> None:  # noqa: ANN401
    from pptx.dml.color import RGBColor

    tints = {"good": colours.GOOD, "bad": colours.BAD}
    paragraph.font.bold = True
    if tone in tints:
        paragraph.font.color.rgb = RGBColor.from_string(tints[tone][1:].upper())


def _body(slide: "Slide") -> Any:  # noqa: ANN401
    return next(one for one in slide.placeholders if one.placeholder_format.idx != 0)


def _in_short(card: Said | None) -> str:
    return f"{card['title']}: {card['value']}\n{card['change']}\n{_verdict(card)}" if card else ""


def _verdict(card: Said) -> str:
    return f"{card['shape']} {card['verdict']}".strip()


def _if_any(text: str) -> list[str]:
    return [text] if text else []
