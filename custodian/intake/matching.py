"""From columns that a person matched to a declaration of the company's own, in the same form as the shipped ones."""

from collections.abc import Mapping

from custodian.intake import formats, headers
from custodian.intake.headers import Names
from custodian.intake.tables import RawTable
from custodian.warehouse.tables import Table

# Said once for the whole export where the file does not say it itself: the name that the person gave it.
NAMED = ("tool", "platform", "survey", "property")
FIXED = {"breakdown": "total"}
OUTCOMES = """outcome = {{ from = [{theirs}], map = {{ won = ["won", "closed won", "gewonnen", "gagné", "ganado"], \
lost = ["lost", "closed lost", "verloren", "perdu", "perdido"] }}, otherwise = "open" }}"""


def suggest(raw: RawTable, table: Table) -> dict[str, str]:
    """Ours to theirs, where a header name is one that some declaration of this table, or the template, knows."""
    found: dict[str, str] = {}
    declared = [one for one in formats.declared().values() if one.table == table.name]
    for column in table.columns:
        spellings = Names((column, column.replace("_", " ")))
        known = [one.columns[column].names for one in declared if column in one.columns]
        places = (names.places(raw.header) for names in (spellings, *filter(None, known)))
        first = next((place[0] for place in places if place), None)
        if first is not None and raw.header[first] not in found.values():
            found[column] = raw.header[first]
    return found


def own_format(raw: RawTable, table: Table, columns: Mapping[str, str], name: str) -> str:
    """The TOML of a format with these columns. Raises ValueError, a sentence, where a needed column is not matched."""
    lines = {ours: _from(ours, theirs) for ours, theirs in columns.items()}
    for ours, column in table.columns.items():
        if ours in lines or not column.required:
            continue
        if ours in NAMED:
            lines[ours] = f"{ours} = {{ value = {_quoted(name)} }}"
        elif ours in FIXED:
            lines[ours] = f"{ours} = {{ value = {_quoted(FIXED[ours])} }}"
        elif ours == "last_day" and "first_day" in columns:
            lines[ours] = _from(ours, columns["first_day"])
    missing = [
        ours.replace("_", " ") for ours, column in table.columns.items() if column.required and ours not in lines
    ]
    if missing:
        needed, open_ = headers.listed(_needed(table)), headers.listed(missing)
        raise ValueError(
            f"Expected a column for each of {needed}; found none for {open_}. "
            "Choose the columns that hold them, or another kind of table."
        )
    header = ", ".join(_quoted(theirs) for theirs in dict.fromkeys(columns.values()))
    return "\n".join(
        [
            f"# {' '.join(name.split())}: matched by hand on the Import page",
            f"tool = {_quoted(name)}",
            'title = "Own export"',
            f'table = "{table.name}"',
            'evidence = "file"',
            f"header = [{header}]",
            "",
            "[columns]",
            *lines.values(),
            "",
        ]
    )


def _needed(table: Table) -> list[str]:
    return [column.name.replace("_", " ") for column in table.columns.values() if column.required]


def _from(ours: str, theirs: str) -> str:
    if ours == "outcome":
        return OUTCOMES.format(theirs=_quoted(theirs))
    return f"{ours} = {{ from = [{_quoted(theirs)}] }}"


def _quoted(text: str) -> str:
    """A basic string of TOML, whatever the text holds."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in escaped) + '"'
