"""Columns of an unknown file matched to ours: a suggestion, and what a person decided as the company's own format."""

import difflib
import json
from collections.abc import Mapping

from custodian.intake import formats, headers
from custodian.intake.tables import RawTable
from custodian.warehouse.tables import Table

ALIKE = 0.82
FIXED = "="  # `=customer` stands for the same value in every row
NAMED_BY_TOOL = ("tool", "platform")
ASKED = ("property", "survey")
OF_ALL_ROWS = ("first_day", "last_day", "answered_at", "currency")  # the file says them above, or they are asked
OUTCOMES = {
    "lost": [r"/\blost\b|^lost$|verloren|perdu|perdid|dead|abandon|disqualif/", "0", "no", "false"],
    "won": [r"/\bwon\b|gewonnen|gagn|ganad|signed/", "1", "yes", "true"],
}


def suggest(raw: RawTable, table: Table) -> dict[str, str]:
    """Our column → the file's, as far as a name tells: its own, one that a known tool uses, or one much like these."""
    theirs = [name for name in raw.header if name.strip()]
    names = _spellings(table)
    found: dict[str, str] = {}
    for ours, spellings in names.items():
        same = next((name for said in spellings for name in theirs if headers.plain(name) == headers.plain(said)), None)
        if same:
            found[ours] = same
    free = [name for name in theirs if name not in found.values()]
    for ours, spellings in names.items():
        alike = [(_likeness(name, said), name) for name in free for said in spellings] if ours not in found else []
        if alike and max(alike)[0] >= ALIKE:
            found[ours] = max(alike)[1]
            free.remove(found[ours])
    return found


def own_format(raw: RawTable, table: Table, columns: Mapping[str, str], name: str) -> str:
    """A file matched by hand as a declaration; `columns` maps ours to theirs, or to `=value` for every row.

    Raises ValueError, a sentence, where a column that is needed is not matched.
    """
    said = {ours: says for ours in table.columns if (says := _said(ours, columns.get(ours, ""), name))}
    missing = [ours for ours, column in table.columns.items() if column.required and ours not in (*said, *OF_ALL_ROWS)]
    if missing:
        needed = headers.listed(ours for ours, column in table.columns.items() if column.required)
        raise ValueError(
            f"Expected a column for each of {needed};"
            f" found none for {headers.listed(missing)}. Choose the columns that hold them, or another kind of table."
        )
    theirs = list(dict.fromkeys(name for name in columns.values() if name and not name.startswith(FIXED)))
    lines = [
        f"# {' '.join(name.split())}: matched by hand from {' '.join(raw.file.split())}",
        f"tool = {_quoted(name)}",
        f"title = {_quoted(table.title)}",
        f"table = {_quoted(table.name)}",
        'evidence = "file"',
        f"header = [{', '.join(_quoted(each) for each in theirs)}]",
        "",
        "[columns]",
    ]
    return "\n".join([*lines, *(f"{ours} = {says}" for ours, says in said.items())]) + "\n"


def _spellings(table: Table) -> dict[str, list[str]]:
    """By column of ours its own name and every name that a declared format of this table knows."""
    names = {ours: [ours] for ours in table.columns}
    for declared in formats.declared().values():
        for ours, filling in declared.columns.items() if declared.table == table.name else ():
            spellings = filling.names.spellings if filling.names else ()
            names[ours] += [said for said in spellings if not headers.is_pattern(said)]
    return names


def _likeness(name: str, said: str) -> float:
    return difflib.SequenceMatcher(None, headers.plain(name), headers.plain(said)).ratio()


def _said(ours: str, theirs: str, name: str) -> str:
    if theirs.startswith(FIXED):
        return f"{{ value = {_quoted(theirs[1:])} }}"
    if theirs and ours == "outcome":
        mapped = ", ".join(f"{ours} = [{', '.join(_quoted(one) for one in said)}]" for ours, said in OUTCOMES.items())
        return f'{{ from = {_quoted(theirs)}, otherwise = "open", map = {{ {mapped} }} }}'
    if theirs:
        return f"{{ from = {_quoted(theirs)} }}"
    if ours in NAMED_BY_TOOL:
        return f"{{ value = {_quoted(name)} }}"
    if ours == "breakdown":
        return '{ value = "total" }'
    return "{ ask = true }" if ours in ASKED else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
