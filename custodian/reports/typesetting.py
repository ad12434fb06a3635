"""From a template and data to a PDF, without a browser.

A template is a Typst file beside this one. It gets the data as JSON, so that what people wrote stays text whatever
signs it holds: nothing of it is ever read as Typst.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

Standard = Literal["ua-1"]
_TEMPLATES = Path(__file__).parent


def pdf(template: str, data: Mapping[str, Any], made_at: datetime, standard: Standard | None = None) -> bytes:
    """`template` is the name of a file here, without its ending. The same data and time give the same bytes.

    `standard` is one that the paper is held to: “ua-1” for everybody, whoever reads it aloud or by touch.

    Raises typst.TypstError for a template with a fault.
    """
    # Loading both takes longer than drawing a page.
    import font_source_sans_pro
    import typst

    compiled = typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=[Path(font_source_sans_pro.__file__).parent / "files"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards=[standard] if standard else [],
        timestamp=made_at.replace(microsecond=0, tzinfo=UTC),
    )
    assert isinstance(compiled, bytes)
    return compiled
