"""From the text of a file to its staged rows, as tests want them: read, identified, asked and answered, converted."""

from pathlib import Path
from typing import Any

import polars as pl

from custodian.intake import convert, formats, identify, reading
from custodian.intake.contracts import Contract
from custodian.intake.decisions import Company
from custodian.intake.formats import Format
from custodian.intake.staging import Staged
from custodian.intake.tables import RawTable

KEY = b"a key of the tests"
COMPANY = Company(currency="EUR")


def tables(path: Path, name: str = "export.csv") -> list[RawTable]:
    return identify.with_siblings(reading.tables_of(path, name, formats.known_header(formats.declared())))


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "dropped"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def staged(
    folder: Path,
    content: str | bytes,
    contract: Contract | None = None,
    declared: Format | None = None,
    company: Company = COMPANY,
    **answers: str,
) -> Staged:
    """The only table of the file; `answers` are given before it is asked."""
    [raw] = tables(written(folder, content))
    if declared is None:
        recognised = identify.identify(raw, formats.declared())
        assert recognised, f"not recognised: {raw.header}"
        declared = recognised.format
    contract = contract or Contract()
    for key, value in answers.items():
        contract = convert.answer(contract, key, value)
    return convert.stage(raw, declared, contract, "0" * 64, folder, key=KEY, company=company)


def rows(done: Staged, *columns: str) -> list[tuple[Any, ...]]:
    assert done.rows is not None, done.questions
    return pl.read_parquet(done.rows).select(columns).rows()


def raw_table(header: list[str], *lines: list[str | None]) -> RawTable:
    columns = {f"c{place}": [line[place] for line in lines] for place in range(len(header))}
    frame = pl.DataFrame(
        {"line": list(range(2, len(lines) + 2))} | columns, schema_overrides=dict.fromkeys(columns, pl.String)
    )
    return RawTable("file.csv", "", Path("file.csv"), "utf-8", ",", (), tuple(header), 1, frame.lazy())
