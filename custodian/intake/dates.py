"""Dates and times as tools and people write them: in any order, with month names of seven languages, with a zone."""

import re
from datetime import date

import polars as pl

from custodian.intake import zones
from custodian.intake.contracts import DateOrder

MONTHS = (
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen",
    "february feb februar février févr fevrier febrero fevereiro fev febbraio",
    "march mar märz mär maerz mars marzo março",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio maggio mag",
    "june jun juni juin junio junho giugno giu",
    "july jul juli juillet juil julio julho luglio lug",
    "august aug août aout agosto ago",
    "september sep sept septembre septiembre setembro set settembre",
    "october oct oktober okt octobre octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre",
)
NUMBER_OF = {name: f"{number:02}" for number, names in enumerate(MONTHS, 1) for name in names.split()}
WORD = "|".join(sorted(NUMBER_OF, key=len, reverse=True))
IN_TEXT = re.compile(
    rf"(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)|(?<!\d)(?P<y2>20\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})\.? (?:de )?(?P<m3>{WORD})\.?,? (?:de )?(?P<y3>\d{{4}})"
    rf"|(?<!\w)(?P<m4>{WORD})\.? (?P<d4>\d{{1,2}}),? (?P<y4>\d{{4}})",
    re.IGNORECASE,
)
NUMERIC = r"^(\d{1,2})[/-](\d{1,2})[/-](\d{2,4})(?:\D|$)"
ISO_DAY = r"^\d{4}-\d\d-\d\d$"
ISO_MOMENT = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$"
ZONE = r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$"
SECONDS, HALVES = "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %I:%M:%S %p"


def in_text(text: str) -> list[date]:
    """The dates in a line above the header, as far as they can be read in only one way."""
    found = []
    for match in IN_TEXT.finditer(text):
        parts = {name[0]: part for name, part in match.groupdict().items() if part}
        month = NUMBER_OF.get(parts["m"].casefold(), parts["m"])
        try:
            found.append(date(int(parts["y"]), int(month), int(parts["d"])))
        except ValueError:
            continue
    return found


def moment(text: pl.Expr, order: DateOrder, zone: str, has_words: bool) -> pl.Expr:
    """Date and time without a zone, null where the text is none. Times that tell their zone are brought to `zone`."""
    whole = _clock(_year_first(_months(zones.as_offset(text)) if has_words else text, order))
    local = whole.str.replace(" ?" + ZONE, "")
    read = pl.coalesce(local.str.to_datetime(form, strict=False, time_unit="us") for form in (SECONDS, HALVES))
    hours = whole.str.extract(r"([+-]\d\d):?\d\d$").cast(pl.Int64).fill_null(0)
    minutes = whole.str.extract(r"[+-]\d\d:?(\d\d)$").cast(pl.Int64).fill_null(0)
    behind = pl.duration(
        minutes=hours * 60 + pl.when(whole.str.contains(r"-\d\d:?\d\d$")).then(-minutes).otherwise(minutes)
    )
    utc = (read - behind).dt.replace_time_zone("UTC").dt.convert_time_zone(zone or "UTC").dt.replace_time_zone(None)
    told = pl.when(whole.str.contains(":.*" + ZONE)).then(utc).otherwise(read)
    return pl.when(told.dt.year().is_between(1970, 2099)).then(told)


def day(text: pl.Expr, order: DateOrder, zone: str, has_words: bool) -> pl.Expr:
    return moment(text, order, zone, has_words).dt.date()


def plain_day(text: pl.Expr) -> pl.Expr:
    """A date that is written 2026-10-31: much faster."""
    return text.str.to_date("%Y-%m-%d", strict=False)


def plain_moment(text: pl.Expr) -> pl.Expr:
    return text.str.replace("T", " ", literal=True).str.to_datetime(SECONDS, strict=False, time_unit="us")


def month(text: pl.Expr) -> pl.Expr:
    """A month as its first day: `2024-09`, `09/2024`, `Sep 2024`, `Oct-25`; anything else as it stands."""
    names = sorted(NUMBER_OF, key=len, reverse=True)
    marked = text.str.to_lowercase().str.replace_many(names, [f"m{NUMBER_OF[name]}" for name in names], leftmost=True)
    first = marked.str.replace(r"^(\d{4})[-/. ]m?(\d{1,2})\.?$", "${1}-${2}-01")
    first = first.str.replace(r"^m?(\d{1,2})\.?[-/. ,]*(?:de )?(\d{4})$", "${2}-${1}-01")
    first = first.str.replace(r"^m(\d\d)\.?[- '’]*(\d\d)$", "20${2}-${1}-01")
    return pl.when(first.str.contains(r"^\d{4}-\d{1,2}-01$")).then(first).otherwise(text)


def expected(order: DateOrder, kind: str) -> str:
    shown = {"dmy": "31/12/2026, day before month", "mdy": "12/31/2026, month before day"}.get(order, "2026-12-31")
    return f"a date{' and time' if kind == 'moment' else ''} such as {shown}"


def _months(text: pl.Expr) -> pl.Expr:
    """`Thu, 5 Feb 2026` and `5 de fev. de 2026` with the month as `m02`."""
    lower = text.str.to_lowercase().str.replace(r"^\p{L}+\.?, +", "")
    names = sorted(NUMBER_OF, key=len, reverse=True)
    marked = lower.str.replace_many(names, [f"m{NUMBER_OF[name]}" for name in names], leftmost=True)
    day_first = marked.str.replace(r"^(\d{1,2})[. -]{0,2}(?:de )?m(\d\d)[.,]{0,2}[ -](?:de )?(\d{4})", "${3}-${2}-${1}")
    month_first = day_first.str.replace(r"^m(\d\d)\.? (\d{1,2}),? (\d{4})", "${3}-${1}-${2}")
    return month_first.str.to_uppercase()


def _year_first(text: pl.Expr, order: DateOrder) -> pl.Expr:
    text = text.str.replace(r"^(\d{4})(\d\d)(\d\d)$", "${1}-${2}-${3}").str.replace(
        r"^(\d{4})[/.](\d{1,2})[/.]", "${1}-${2}-"
    )
    text = text.str.replace(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})", "${3}-${2}-${1}")
    text = text.str.replace(r"^(\d{1,2})\.(\d{1,2})\.(\d\d)(\D|$)", "20${3}-${2}-${1}${4}")
    if order not in ("dmy", "mdy"):
        return text
    month, day = ("${2}", "${1}") if order == "dmy" else ("${1}", "${2}")
    text = text.str.replace(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})", f"${{3}}-{month}-{day}")
    return text.str.replace(r"^(\d{1,2})[/-](\d{1,2})[/-](\d\d)(\D|$)", f"20${{3}}-{month}-{day}${{4}}")


def _clock(text: pl.Expr) -> pl.Expr:
    """One blank between date and time, seconds always, AM and PM as such."""
    text = text.str.replace(r"^(\d{4}-\d{1,2}-\d{1,2})(?:,? +|T)", "${1} ").str.replace(r"(:\d\d:\d\d)[.,]\d+", "${1}")
    text = text.str.replace(r"(?i)\s*([ap])\.?\s?m\.?( [+-]\d\d:?\d\d)?$", " ${1}M${2}").str.to_uppercase()
    text = text.str.replace(r"^(\d{4}-\d{1,2}-\d{1,2})$", "${1} 00:00:00")
    return text.str.replace(r"^(\S+ \d{1,2}:\d\d)( ?[AP]M| ?Z| ?[+-]\d\d:?\d\d| UTC| GMT)?$", "${1}:00${2}")
