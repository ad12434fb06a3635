"""Dates and times as tools and people write them: in any order, with month names of many languages, with a zone."""

import re
from datetime import date, datetime, time
from functools import partial

import polars as pl

from custodian.intake import batches, months, zones
from custodian.intake.contracts import DateOrder
from custodian.intake.months import NUMBER_OF, WORD

IN_TEXT = re.compile(
    rf"(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)|(?<!\d)(?P<y2>20\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})\.? (?:de )?(?P<m3>{WORD})\.?,? (?:de )?(?P<y3>\d{{4}})"
    rf"|(?<!\w)(?P<m4>{WORD})\.? (?P<d4>\d{{1,2}}),? (?P<y4>\d{{4}})"
    r"|(?<![\d./-])(?P<a5>\d{1,2})(?P<s5>[/.-])(?P<b5>\d{1,2})(?P=s5)(?P<y5>\d{4})(?!\d)",
    re.IGNORECASE,
)
NUMERIC = r"^(\d{1,2})[/.-] ?(\d{1,2})[/.-] ?(\d{4}|\d\d)(?:\D|$)"
ISO_DAY = r"^\d{4}-\d\d-\d\d$"
ISO_MOMENT = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$"
SECONDS = "%Y-%m-%d %H:%M:%S"
# The 1st of January and the 2nd of February are the same day in either order.
SAME = "^(?:" + "|".join(rf"0?{n}[/.-] ?0?{n}" for n in range(1, 13)) + r")[/.-] ?(?:\d{4}|\d\d)\.?$"
CLOCK = (
    r"(?i)^(.*?\S)(?:t|,? +(?:\p{L}[\p{L}.]* +){0,3})(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?"
    r"(?: ?([ap])\.? ?m\.?)?(?: ?uhr| ?h)?(?: ?(z|[+-]\d\d:?\d\d))?$"
)
WORDS = r"(?:[\p{L}-]+[.,]* +){0,2}"
DAY_MONTH = (
    rf"(?i)^{WORDS}(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?[ .-]*(?:de |of )?(\p{{L}}+)[.,]{{0,2}}[ /-]*(?:del? )?"
    r"(\d{4}|\d\d)\.?(?: ?г\.?)?$"
)
MONTH_DAY = rf"(?i)^{WORDS}(\p{{L}}+)\.?[ -](\d{{1,2}})(?:st|nd|rd|th)?,?[ -]+(\d{{4}})$"
YEAR_MONTH_DAY = r"^(\d{4})[. -]+(\p{L}+)\.?[ -](\d{1,2})\.?(?:,? \p{L}+)?$"
RANGE = r"^(.*\d{2}) ?(?: [-–—] | to | bis |\.\.)(.*\d)$"
MONTH_OF_WORD = r"^(\p{L}+)\.?[ ,/'’-]*(?:del? )?(\d{4}|\d\d)$"
MONTH_OF_NUMBERS = r"^(\d{4})[-/.]?(0[1-9]|1[0-2])$"
MONTH_BEFORE_YEAR = r"^(0?[1-9]|1[0-2])[-/.](\d{4})$"
EPOCH = r"^(?:/Date\()?(1\d{9}|1\d{12})(?:[+-]\d{4})?(?:\)/)?$"
COMPACT = r"^(20\d\d)([01]\d)([0-3]\d)([0-2]\d)([0-5]\d)(?:\d\d)?$"
SERIAL = r"^([2-5]\d{4})(?:[.,](\d+))?$"  # a spreadsheet's number of a day, 1954 to 2064
FIRST_OF_SERIALS = date(1899, 12, 30)


def in_text(text: str, order: DateOrder = "") -> list[date]:
    """The dates in lines above the header; none where one of them can be read in two ways and no order is known."""
    found, proved = [], order_in(text)
    for match in IN_TEXT.finditer(text):
        parts = {name[0]: part for name, part in match.groupdict().items() if part}
        if "a" in parts:
            known = proved or order
            if known not in ("dmy", "mdy"):
                return []
            parts["d"], parts["m"] = (parts["a"], parts["b"]) if known == "dmy" else (parts["b"], parts["a"])
        month = NUMBER_OF.get(parts["m"].casefold(), parts["m"])
        try:
            found.append(date(int(parts["y"]), int(month), int(parts["d"])))
        except ValueError:
            continue
    return found


def order_in(text: str) -> DateOrder:
    """Which of day and month comes first, as the numbers of its dates prove; '' where they do not, or prove both."""
    told = {order_of(int(one["a5"]), int(one["b5"])) for one in IN_TEXT.finditer(text) if one["a5"]} - {""}
    return told.pop() if len(told) == 1 else ""


def order_of(first: int, second: int) -> DateOrder:
    """Which of two numbers must be the day; '' where either may be."""
    if 12 < first < 32 and second < 13:
        return "dmy"
    return "mdy" if 12 < second < 32 and first < 13 else ""


def moment(text: pl.Expr, order: DateOrder, zone: str, has_words: bool, told_in: str = "") -> pl.Expr:
    """Date and time without a zone, null where the text is none. Times that tell their zone are brought to `zone`;
    those that do not are `told_in` one, as a header says, or are taken as they stand."""
    how = partial(_moments, order=order, zone=zone, has_words=has_words, told_in=told_in)
    return batches.read(text, how, pl.Datetime("us"))


def day(text: pl.Expr, order: DateOrder, zone: str, has_words: bool) -> pl.Expr:
    return moment(text, order, zone, has_words).dt.date()


def begin(text: pl.Expr) -> pl.Expr:
    """The first day, as text, of a month, a week or `2024-03-01 - 2024-03-11`; anything else as it stands."""
    return batches.read(text, partial(_spans, ends=False), pl.String)


def end(text: pl.Expr) -> pl.Expr:
    """The last day, as text, of what a cell covers."""
    return batches.read(text, partial(_spans, ends=True), pl.String)


def plain_day(text: pl.Expr) -> pl.Expr:
    """A date that is written 2026-10-31: much faster. To read it again takes half as long as to look it up."""
    return text.str.to_date("%Y-%m-%d", strict=False, cache=False)


def plain_moment(text: pl.Expr, zone: str = "") -> pl.Expr:
    """A moment that is written 2026-10-31 09:00:00; of Greenwich where a zone is given that it is brought to."""
    read = text.str.replace("T", " ", literal=True).str.to_datetime(SECONDS, strict=False, time_unit="us")
    return _of_greenwich(read, read.dt.time() == time(0), zone) if zone else read


def expected(order: DateOrder, kind: str) -> str:
    shown = {"dmy": "31/12/2026, day before month", "mdy": "12/31/2026, month before day"}.get(order, "2026-12-31")
    return f"a date{' and time' if kind == 'moment' else ''} such as {shown}"


def tidy(text: pl.Expr) -> pl.Expr:
    """Every blank an ordinary one, no marks of the direction of writing, no apostrophe of a spreadsheet in front."""
    text = text.str.replace_all("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]+", " ")
    return text.str.replace_all("[\u200e\u200f\ufeff]", "").str.replace("^'", "").str.strip_chars()


def _moments(cells: pl.Series, *, order: DateOrder, zone: str, has_words: bool, told_in: str) -> pl.Series:
    rows = cells.alias("text").to_frame().select(tidy(pl.col("text")).str.replace(COMPACT, "${1}-${2}-${3} ${4}:${5}"))
    if has_words:
        rows = rows.select(zones.as_offset(pl.col("text")))
    rows = rows.with_columns(pl.col("text").str.extract_groups(CLOCK).alias("parts")).unnest("parts")
    rows = rows.rename(dict(zip("123456", ("day", "hour", "minute", "second", "half", "offset"), strict=True)))
    days = rows.select(pl.coalesce("day", "text"))["day"]
    days = batches.steps(_worded(days) if has_words else days, lambda text: _year_first(text, order))
    rows = rows.with_columns(days.str.to_date("%Y-%m-%d", strict=False).alias("day"), behind=_minutes(pl.col("offset")))
    clock = (pl.col(part) for part in ("hour", "minute", "second", "half"))
    rows = rows.with_columns(passed=_since_midnight(*clock))
    rows = rows.with_columns(read=pl.col("day").cast(pl.Datetime("us")) + pl.col("passed"))
    read = pl.col("read")
    here = _of_greenwich(read, pl.col("passed") == pl.duration(hours=0), zone) if told_in else read
    utc = _in_zone(read - pl.duration(minutes=pl.col("behind")), zone)
    told = pl.when(pl.col("behind").is_not_null()).then(utc).otherwise(here)
    rows = rows.with_columns(told=pl.coalesce(told, _counted(pl.col("text"), zone)))
    return rows.select(pl.when(pl.col("told").dt.year().is_between(1970, 2099)).then("told"))["told"]


def _spans(cells: pl.Series, *, ends: bool) -> pl.Series:
    text = batches.steps(cells, tidy)
    parts = text.to_frame("text").select("text", part=pl.col("text").str.extract(RANGE, 2 if ends else 1))
    month, week = _month(text), _week(text)
    if ends:
        month, week = month.dt.month_end(), week.dt.offset_by("6d")
    days = [one.dt.to_string("%Y-%m-%d").alias(name) for name, one in (("month", month), ("week", week))]
    found = parts.with_columns(days).select(
        pl.coalesce(pl.col("part").str.strip_chars(" -–—"), "month", "week", "text")
    )
    return found.to_series()


def _worded(cells: pl.Series) -> pl.Series:
    """`Thu, 5 Feb 2026` and `5 de fev. de 2026` as 2026-02-05."""
    for form, year, word, day in (
        (DAY_MONTH, "3", "2", "1"),
        (MONTH_DAY, "3", "1", "2"),
        (YEAR_MONTH_DAY, "1", "2", "3"),
    ):
        rows = cells.alias("text").to_frame()
        rows = rows.with_columns(pl.col("text").str.extract_groups(form).alias("parts")).unnest("parts")
        found = pl.concat_str(_year(pl.col(year)), months.number(pl.col(word)), pl.col(day), separator="-")
        cells = rows.select(pl.coalesce(found, "text").alias("text"))["text"]
    return cells


def _year_first(text: pl.Expr, order: DateOrder) -> pl.Expr:
    """The numbers of a date as year, month and day. With points the day is first where nothing else is known."""
    text = text.str.replace(r"^(\d{4})(\d\d)(\d\d)$", "${1}-${2}-${3}")
    text = text.str.replace(r"^(\d{4})[/.-] ?(\d{1,2})[/.-] ?(\d{1,2})\.?$", "${1}-${2}-${3}")
    if order == "ymd":
        return text.str.replace(r"^(\d\d)[/.-](\d{1,2})[/.-](\d{1,2})$", "20${1}-${2}-${3}")
    if not order:
        turned = text.str.replace(r"^(\d{1,2})[/-] ?(\d{1,2})[/-] ?", "${1}.${2}.")
        text = pl.when(text.str.contains(SAME)).then(turned).otherwise(text)
    month, day = ("${1}", "${2}") if order == "mdy" else ("${2}", "${1}")
    sign = "[/.-]" if order else r"\."
    text = text.str.replace(rf"^(\d{{1,2}}){sign} ?(\d{{1,2}}){sign} ?(\d{{4}})\.?$", f"${{3}}-{month}-{day}")
    text = text.str.replace(rf"^(\d{{1,2}}){sign} ?(\d{{1,2}}){sign} ?([7-9]\d)$", f"19${{3}}-{month}-{day}")
    return text.str.replace(rf"^(\d{{1,2}}){sign} ?(\d{{1,2}}){sign} ?(\d\d)$", f"20${{3}}-{month}-{day}")


def _year(text: pl.Expr) -> pl.Expr:
    century = pl.when(text >= "70").then(pl.lit("19")).otherwise(pl.lit("20"))
    return pl.when(text.str.len_bytes() == 2).then(pl.concat_str(century, text)).otherwise(text)


def _since_midnight(hour: pl.Expr, minute: pl.Expr, second: pl.Expr, half: pl.Expr) -> pl.Expr:
    """Nothing where there is no clock, null where it shows an impossible time."""
    hours, minutes, seconds = (part.cast(pl.Int64) for part in (hour, minute, second.fill_null("0")))
    of_day = pl.when(half.str.to_lowercase() == "p").then(hours % 12 + 12).otherwise(hours % 12)
    hours = pl.when(half.is_null()).then(hours).when(hours.is_between(1, 12)).then(of_day)
    is_time = (hours < 24) & (minutes < 60) & (seconds < 60)
    passed = pl.duration(hours=hours, minutes=minutes, seconds=seconds)
    return pl.when(hour.is_null()).then(pl.duration(hours=0)).when(is_time).then(passed)


def _minutes(offset: pl.Expr) -> pl.Expr:
    """Of `-0730` or `Z` from Greenwich; null where there is none."""
    sign = pl.when(offset.str.starts_with("-")).then(-1).otherwise(1)
    digits = offset.str.replace_all(r"\D", "")
    hours, minutes = (digits.str.slice(at, 2).cast(pl.Int64, strict=False).fill_null(0) for at in (0, 2))
    return pl.when(offset.is_not_null()).then(sign * (hours * 60 + minutes))


def _of_greenwich(read: pl.Expr, is_midnight: pl.Expr, zone: str) -> pl.Expr:
    """What a column says is of Greenwich; midnight is a day without a time, which is the same everywhere."""
    return pl.when(is_midnight).then(read).otherwise(_in_zone(read, zone))


def _in_zone(utc: pl.Expr, zone: str) -> pl.Expr:
    return utc.dt.replace_time_zone("UTC").dt.convert_time_zone(zone or "UTC").dt.replace_time_zone(None)


def _counted(text: pl.Expr, zone: str) -> pl.Expr:
    """Seconds or milliseconds since 1970, and a spreadsheet's days since 1900."""
    epoch = text.str.extract(EPOCH, 1)
    stamp = epoch.cast(pl.Int64, strict=False)
    thousandths = pl.when(epoch.str.len_bytes() == 10).then(stamp * 1000).otherwise(stamp)
    since_1970 = _in_zone(pl.from_epoch(thousandths, "ms").cast(pl.Datetime("us")), zone)
    serial = text.str.extract(SERIAL, 1).cast(pl.Int64, strict=False)
    part = pl.concat_str(pl.lit("0."), text.str.extract(SERIAL, 2).fill_null("0")).cast(pl.Float64, strict=False)
    start = pl.lit(datetime.combine(FIRST_OF_SERIALS, datetime.min.time()))
    return pl.coalesce(since_1970, start + pl.duration(days=serial, seconds=(part * 86_400).round()))


def _month(cells: pl.Series) -> pl.Series:
    """The first day of a month: `2024-09`, `09/2024`, `Sept 2025`, `Oct-25`; null where the text is no month."""
    rows = cells.alias("text").to_frame()
    rows = rows.with_columns(
        pl.col("text").str.extract_groups(form).alias(name)
        for name, form in (("word", MONTH_OF_WORD), ("numbers", MONTH_OF_NUMBERS), ("before", MONTH_BEFORE_YEAR))
    )
    word, numbers, before = (pl.col(name).struct for name in ("word", "numbers", "before"))
    worded = pl.concat_str(_year(word.field("2")), months.number(word.field("1")), separator="-")
    plain = pl.concat_str(numbers.field("1"), numbers.field("2"), separator="-")
    turned = pl.concat_str(before.field("2"), before.field("1"), separator="-")
    first = pl.concat_str(pl.coalesce(worded, plain, turned), pl.lit("-01")).alias("text")
    return rows.select(first)["text"].str.to_date("%Y-%m-%d", strict=False)


def _week(cells: pl.Series) -> pl.Series:
    """Its Monday: `2026-W05`."""
    week = batches.steps(cells, lambda text: text.str.replace(r"^(\d{4})-?[Ww](\d\d)$", "${1}-W${2}-1"))
    return week.str.to_date("%G-W%V-%u", strict=False)
