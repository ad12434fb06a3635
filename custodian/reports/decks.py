"""A deck of slides to write on: Custodian's plain one, or the house's own template with its layouts, fonts and colours.

Layouts are known by what they hold, not by their names: these are in the language of whoever made the template.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodian.domain.refusals import Refused
from custodian.reports import room

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide, SlideLayout

CONTENT_TYPES = "[Content_Types].xml"
TEMPLATE, DECK = (f"presentationml.{kind}.main+xml".encode() for kind in ("template", "presentation"))
WIDE = 12_192_000  # English metric units: 13⅓ inches, beside a height of 7½
MOST_BYTES = 100 << 20
TITLES = (28.0, 24.0, 20.0, 18.0, 16.0, 14.0)  # points


@dataclass(frozen=True)
class Box:
    """In English metric units, 914,400 to the inch."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Deck:
    presentation: "Presentation"
    opening: "SlideLayout"  # a title and a line below it
    titled: "SlideLayout"  # a title and nothing else
    content: "SlideLayout"  # a title and a place for text

    def slide(self, layout: "SlideLayout", title: str) -> "Slide":
        """Its title is set as large as fits."""
        from pptx.util import Pt

        found = self.presentation.slides.add_slide(layout)
        place = found.shapes.title
        place.text_frame.text = title
        place.text_frame.paragraphs[0].runs[0].font.size = Pt(room.fitting([title], place.width, place.height, TITLES))
        return found

    @property
    def area(self) -> Box:
        """Where the template has its content: below the title, within its margins."""
        place = _places(self.content)[0]
        return Box(place.left, place.top, place.width, place.height)


def opened(template: Path | None) -> Deck:
    """Without its slides: a template's own are examples. Raises Refused where it is no template."""
    from pptx import Presentation

    if template is None:
        found = Presentation()
        _widen(found)
    else:
        found = _read(template)
    _empty(found)
    opening, titled, content = (
        max(_holding(found, wanted), key=_room, default=None)
        for wanted in (("title", "subtitle"), ("title",), ("title", "content"))
    )
    if content is None:
        raise Refused([
            f"Expected a PowerPoint template with a layout of a title and one place for content; found none in "
            f"{template}. Add that layout (PowerPoint calls it “Title and Content”), or leave the template away."
        ])  # fmt: skip
    return Deck(found, opening or content, titled or content, content)


def _read(template: Path) -> "Presentation":
    from lxml.etree import XMLSyntaxError
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        if template.stat().st_size > MOST_BYTES:
            raise Refused([_unusable(template, f"it has more than {MOST_BYTES >> 20} MB")])
        return Presentation(_as_deck(template.read_bytes()))
    except OSError as fault:
        raise Refused([_unusable(template, f"it cannot be read ({fault.strerror})")]) from None
    except (zipfile.BadZipFile, KeyError, ValueError, PythonPptxError, XMLSyntaxError):
        raise Refused([_unusable(template, "it is no such file")]) from None


def _unusable(template: Path, why: str) -> str:
    return (
        f"Expected a PowerPoint template (.pptx or .potx); found {template}, and {why}. "
        "Save the template anew in PowerPoint, or leave it away."
    )


def _as_deck(template: bytes) -> io.BytesIO:
    """A .potx differs from a .pptx by one word only, which python-pptx refuses."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as deck:
        for one in given.infolist():
            held = given.read(one)
            deck.writestr(one, held.replace(TEMPLATE, DECK) if one.filename == CONTENT_TYPES else held)
    return out


def _empty(deck: "Presentation") -> None:
    every = deck.slides._sldIdLst
    for slide in list(every):
        deck.part.drop_rel(slide.rId)
        every.remove(slide)


def _widen(deck: "Presentation") -> None:
    """python-pptx's own template is as wide as screens once were."""
    by = WIDE / deck.slide_width
    deck.slide_width = WIDE
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * by), round(shape.width * by)


def _holding(deck: "Presentation", wanted: tuple[str, ...]) -> list["SlideLayout"]:
    return [layout for layout in deck.slide_layouts if _holds(layout) == wanted]


def _room(layout: "SlideLayout") -> int:
    """For content: a section's header has a line of text, too, yet no place for more."""
    return max((one.width * one.height for one in _places(layout)), default=0)


def _places(layout: "SlideLayout") -> list[Any]:
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    return [one for one in layout.placeholders if one.placeholder_format.type in (KIND.OBJECT, KIND.BODY)]


def _holds(layout: "SlideLayout") -> tuple[str, ...]:
    """What a slide of it is to be filled with; date, footer and number are the template's own business."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    words = {KIND.TITLE: "title", KIND.CENTER_TITLE: "title", KIND.SUBTITLE: "subtitle"}
    words |= {KIND.OBJECT: "content", KIND.BODY: "content"}
    own = (KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER)
    every = [one for one in layout.placeholders if one.placeholder_format.type not in own]
    found = ("other" if _is_upright(one) else words.get(one.placeholder_format.type, "other") for one in every)
    return tuple(sorted(found, key=_PLACES.index))


def _is_upright(placeholder: Any) -> bool:  # noqa: ANN401
    return bool(placeholder.element.ph.get("orient") == "vert")


_PLACES = ["title", "subtitle", "content", "other"]
