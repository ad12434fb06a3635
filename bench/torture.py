"""How broken CSV is read: Pollock and other collections, where ../shared has them: python -m bench.torture"""

import csv
import json
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from custodian.intake import reading
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable

TORTURE = Path(__file__).parents[2] / "shared" / "torture"
PUBLISHED = {
    "duckdbauto": "DuckDB, finding the dialect",
    "duckdbparse": "DuckDB, told the dialect",
    "pandas": "pandas",
    "spreaddesktop": "a desktop spreadsheet",
    "spreadweb": "a web spreadsheet",
    "libreoffice": "LibreOffice",
    "clevercs": "CleverCSV",
}
SHOWN = 5
Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Outcome:
    """One file: what came of it, and Pollock's ten numbers (success; precision, recall and F1 of three things)."""

    name: str
    came: str  # right, noted, wrong, refused, crashed
    scores: tuple[float, ...]
    said: str = ""


def main() -> None:
    if not TORTURE.is_dir():
        print(f"not measured: the broken files are not here (no folder {TORTURE.parent.name}/{TORTURE.name})")
        return
    crashed = _pollock() + _found()
    if crashed:
        sys.exit(f"{crashed} files crashed the reader")


def _pollock() -> int:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(TORTURE / "pollock" / "polluted_files_full.tar.xz") as packed:
            packed.extractall(folder, filter="data")
        files = Path(folder) / "polluted_files"
        outcomes = [outcome(path, _clean(files / "clean" / path.name)) for path in sorted((files / "csv").iterdir())]
    print(f"Pollock: {len(outcomes):,} files in {time.perf_counter() - began:.0f} s")
    _print_counts(outcomes)
    _print_scores(outcomes)
    return sum(1 for found in outcomes if found.came == "crashed")


def outcome(path: Path, clean: Rows) -> Outcome:
    """Pollock's clean files hold the first table of a file: that one is scored, the others are offered beside it.

    A refusal counts as Pollock counts an application error: zero in everything.
    """
    try:
        tables = reading.tables_of(path)
    except Refused as why:
        return Outcome(path.name, "refused", (0.0,) * 10, str(why))
    except Exception as broken:
        return Outcome(path.name, "crashed", (0.0,) * 10, repr(broken))
    loaded, notes = _rows(tables[0]), " ".join(tables[0].notes)
    came = "right" if loaded == clean else "noted" if notes else "wrong"
    return Outcome(path.name, came, (1.0, *measures(clean, loaded)), notes)


def measures(clean: Rows, loaded: Rows) -> list[float]:
    """As in Pollock's `metrics.py` (Vitagliano et al., PVLDB 16, 2023), with its names for precision and recall.

    Pollock compares headers and records with dates and amounts in one form; here they must be the same letters, which
    can only score less.
    """
    if not clean:
        return [1.0] * 9
    header = _overlap(clean[0], loaded[0] if loaded else ())
    records = _overlap(["".join(row) for row in clean[1:]], ["".join(row) for row in loaded[1:]])
    cells = _overlap([cell for row in clean for cell in row], [cell for row in loaded for cell in row])
    return [*header, *records, *cells]


def _overlap(clean: Sequence[str], loaded: Sequence[str]) -> tuple[float, float, float]:
    if not clean:
        return 1.0, 1.0, 1.0
    shared = (Counter(clean) & Counter(loaded)).total()
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / len(clean), shared / len(loaded)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _found() -> int:
    """The other collections: csv-spectrum has the right answer beside each file, the found ones are only listed."""
    spectrum = sorted((TORTURE / "csv-spectrum" / "csvs").iterdir())
    outcomes = [outcome(path, _answer(path)) for path in spectrum]
    print(f"\ncsv-spectrum: {len(outcomes)} files")
    _print_counts(outcomes)
    print("\nfound in repositories:")
    found = [outcome(path, []) for path in sorted((TORTURE / "found").iterdir())]
    for one in found:
        came = one.came if one.came in ("refused", "crashed") else "read"
        print(f"  {one.name}: {came}. {one.said[:150]}")
    return sum(1 for one in outcomes + found if one.came == "crashed")


def _print_counts(outcomes: list[Outcome]) -> None:
    counts = Counter(found.came for found in outcomes)
    print(
        f"  read cell for cell {counts['right']:,} · differently, with a note {counts['noted']:,} · "
        f"wrong without a note {counts['wrong']:,} · refused {counts['refused']:,} · crashed {counts['crashed']:,}"
    )
    for found in [one for one in outcomes if one.came in ("crashed", "wrong")][:SHOWN]:
        print(f"    {found.came}: {found.name} {found.said[:100]}")


def _print_scores(outcomes: list[Outcome]) -> None:
    """Out of ten: the sum of the ten numbers, and the same with each file weighed by how often its fault is met."""
    weights = json.loads((TORTURE / "pollock" / "pollock_weights.json").read_text())
    total = sum(weights[found.name] for found in outcomes)
    means = [sum(found.scores[place] for found in outcomes) / len(outcomes) for place in range(10)]
    weighted = sum(weights[found.name] * sum(found.scores) for found in outcomes) / total
    ours = (means[0], means[3], means[6], means[9], sum(means), weighted)
    print("  read by                        read  header F1  record F1  cell F1  simple  weighted")
    _print_row("Custodian, finding the dialect", ours)
    with (TORTURE / "pollock" / "published_scores.csv").open(newline="") as opened:
        published = {row["sut"]: row for row in csv.DictReader(opened)}
    names = ("success", "headerf1", "recordf1", "cellf1", "pollock_simple", "pollock_weighted")
    for key, name in PUBLISHED.items():
        _print_row(name, (float(published[key][column]) for column in names))
    print("  All rows but the first as published by Pollock, which has none for Polars.")


def _print_row(name: str, numbers: Iterable[float]) -> None:
    success, header, records, cells, simple, weighted = numbers
    print(f"  {name:30} {success:5.3f}  {header:9.3f}  {records:9.3f}  {cells:7.3f}  {simple:6.2f}  {weighted:8.2f}")


def _rows(table: RawTable) -> Rows:
    with table.reading():
        rows = table.rows.collect()
    found = [tuple(cell or "" for cell in row[1:]) for row in rows.iter_rows()]
    return [tuple(table.header), *found] if any(table.header) else found


def _clean(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return [tuple(row) for row in csv.reader(opened)]


def _answer(path: Path) -> Rows:
    # the stored CSV files have lost the CR that the answers still show
    text = (path.parents[1] / "json" / f"{path.stem}.json").read_text(encoding="utf-8").replace("\\r", "")
    rows = json.loads(text)
    return [tuple(rows[0]), *(tuple(row.values()) for row in rows)]


if __name__ == "__main__":
    main()
