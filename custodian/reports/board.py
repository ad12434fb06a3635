"""The board pack as a file: PDF, PowerPoint or Excel."""

from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from custodian.domain.packs import Pack
from custodian.reports import said, slides, typesetting, workbook
from custodian.settings import Settings

Kind = Literal["pdf", "pptx", "xlsx"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def kind(name: str) -> Kind | None:
    """By the ending of a file's name; None for any other."""
    ending = Path(name).suffix.lower().removeprefix(".")
    return next((kind for kind in KINDS if kind == ending), None)


def made(pack: Pack, kind: Kind, made_at: datetime, template: Path | None = None, note: str = "") -> bytes:
    """`template` is the house's own for PowerPoint; `note` is for its first slide. Raises Refused where it is none."""
    match kind:
        case "pdf":
            return typesetting.pdf("board", said.of(pack, made_at), made_at, "ua-1")
        case "pptx":
            return slides.made(pack, said.of(pack, made_at) | {"note": note}, made_at, template)
    return workbook.made(pack, made_at)


def template_of(settings: Settings) -> Path | None:
    """The setting's, a relative one in the data folder."""
    return settings.data / settings.slide_template if settings.slide_template else None
