"""Numbers, changes and months as people write them. Pure functions; no screen, no domain rule."""

import calendar
import re
from datetime import date
from functools import cache

from babel.numbers import get_currency_symbol

from custodian.domain import periods
from custodian.domain.kpis import Stage, Team, Unit
from custodian.domain.periods import Period

STAGES: dict[Stage, tuple[str, str]] = {
    "recognise": ("Recognise", "they know the name"),
    "consider": ("Consider", "they weigh us up"),
    "choose": ("Choose", "they decide"),
    "experience": ("Experience", "they use us"),
    "return": ("Return", "they buy again"),
}
TEAM_NAMES: dict[Team, str] = {"marketing": "Marketing", "customer": "Customer", "sales": "Sales"}
TEAM_HEADS: dict[Team, str] = {
    "marketing": "Marketing · what we do",
    "customer": "Customer · what they think",
    "sales": "Sales · what we do",
}

NOTHING = "—"
NO_CHANGE = "no change"
MINUS = "−"
_MONTHS = re.compile("|".join(calendar.month_name[1:]))
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # set a direction for all the text that follows
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
RELATIVE_FROM = 1000  # from here on a change of a count says more in percent


def value(unit: Unit, number: float | None, currency: str) -> str:
    if number is None:
        return NOTHING
    match unit:
        case "money" | "money_per_day":
            return money(number, currency) + (" a day" if unit == "money_per_day" else "")
        case "percent":
            return f"{_short(100 * number)}%"
        case "hours":
            return f"{_short(number)} h"
        case "days":
            return _plural(_short(number), "day")
        case "rating":
            return _signed_off(f"{number:.1f}")
        case "score":
            return _signed_off(f"{number:.0f}")
    return _signed_off(f"{number:,.0f}")


def money(number: float, currency: str) -> str:
    """€4,867 · £412k · €1.2M: three figures are enough to act on."""
    size = abs(number)
    if size >= 999_500:
        written = f"{size / 1e6:.0f}M" if size >= 99.5e6 else f"{size / 1e6:.1f}M"
    elif size >= 9_999.5:
        written = f"{size / 1e3:.0f}k" if size >= 99_500 else f"{size / 1e3:.1f}k".replace(".0k", "k")
    else:
        written = f"{size:,.0f}"
    return (MINUS if number < 0 and written != "0" else "") + symbol(currency) + written


@cache
def symbol(currency: str) -> str:
    known: str = get_currency_symbol(currency, locale="en_GB")
    return f"{known}\N{NO-BREAK SPACE}" if known.isalpha() else known


def change(unit: Unit, difference: float | None, before: float | None, currency: str) -> str:
    """How far this is from what it is compared with; `before` is that other value."""
    if difference is None or before is None:
        return ""
    size, sign = abs(difference), "+" if difference > 0 else MINUS
    if unit == "percent":
        written = points(size)
    elif unit in ("money", "money_per_day") or (unit == "count" and abs(before) >= RELATIVE_FROM):
        written = f"{_short(100 * size / abs(before))}%" if before else value(unit, size, currency)
    else:
        written = value(unit, size, currency)
    return sign + written if _says_something(written) else NO_CHANGE


def margin(unit: Unit, low: float | None, high: float | None, currency: str) -> str:
    """±6: half the 95 % interval, in the unit of the figure (a share in points)."""
    if low is None or high is None:
        return ""
    half = (high - low) / 2
    return f"±{points(half).split()[0]}" if unit == "percent" else "±" + value(unit, half, currency)


def target(unit: Unit, direction: str, number: float | None, goal: float | None, currency: str) -> str:
    if goal is None:
        return ""
    said = f"Target {value(unit, goal, currency)}"
    if number is None:
        return said
    gap = goal - number if direction == "up" else number - goal
    if gap <= 0:
        return f"{said} · met"
    missing = points(gap) if unit == "percent" else value(unit, gap, currency)
    side = "short" if direction == "up" else "over"
    return f"{said} · {missing if _says_something(missing) else 'just'} {side}"


def span(unit: Unit, low: float, high: float, currency: str) -> str:
    """26–31% · €1.3M–€1.5M · 101–135 h; one value where both ends are written the same."""
    first, last = value(unit, low, currency), value(unit, high, currency)
    if first == last:
        return first
    said_once = {"percent": r"%$", "hours": r" h$", "days": r" days?$"}.get(unit)
    return f"{re.sub(said_once, '', first) if said_once else first}–{last}"


def size(unit: Unit, number: float, currency: str) -> str:
    """A difference as such: that of two shares is in points."""
    return points(number) if unit == "percent" else value(unit, number, currency)


def points(share: float) -> str:
    """A difference of shares: 1 pt · 4 pts · 0.4 pts."""
    whole = f"{100 * share:,.0f}" if share >= 0.0095 else f"{100 * share:.1f}".replace("0.0", "0")
    return _plural(whole, "pt")


def between(low: float, high: float) -> str:
    """An interval of a share: (51–67%)."""
    return f"({100 * low:.0f}–{high:.0%})"


def month(day: date) -> str:
    return f"{day:%B} {day.year}"


def short_month(day: date) -> str:
    return f"{day:%b} {day.year}"


def month_beside(day: date, seen_from: date, letters: int | None = None) -> str:
    """September, or October 2025 where the year is another one than that of the month looked at."""
    months_back = (seen_from.year - day.year) * 12 + seen_from.month - day.month
    name = f"{day:%B}"[:letters]
    return name if day.year == seen_from.year or months_back < 4 else f"{name} {day.year}"


def day(when: date) -> str:
    return f"{when.day} {when:%b}"


def whole_day_or_month(word: str) -> str:
    """2026-01 → January 2026 · 2026-01-05 → 5 January 2026"""
    if len(word) == len("2026-01"):
        return month(date.fromisoformat(f"{word}-01"))
    when = date.fromisoformat(word)
    return f"{when.day} {month(when)}"


def period(span: Period, seen_from: date, letters: int | None = None) -> str:
    """September · January–October 2025 · 1–18 October: without the year where the month looked at says it."""
    if periods.month_of(span.first_day) != periods.month_of(span.last_day):
        return periods.name(span, letters)
    name = month_beside(span.first_day, seen_from, letters)
    if span.is_of_months:
        return name
    days = f"{span.first_day.day}" if span.days == 1 else f"{span.first_day.day}–{span.last_day.day}"
    return f"{days} {name}"


def short_months(said: str) -> str:
    """Every month of a sentence by its first three letters."""
    return _MONTHS.sub(lambda name: name[0][:3], said)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def factor(kind: Unit) -> float:
    """What a value is multiplied with where people write it: shares are written in percent."""
    return 100.0 if kind == "percent" else 1.0


def unit(kind: Unit, currency: str) -> str:
    named = {"money": currency, "money_per_day": f"{currency} a day", "score": "points from −100 to 100"}
    return {"count": "number", "percent": "percent", "rating": "rating", **named}.get(kind, kind)


def split(name: str) -> str:
    """The column of a split as people say it."""
    return name.replace("_", " ")


def plain(text: str, most: int) -> str:
    """Text from a file for a chart label: Plotly reads some HTML, so its signs are taken away."""
    written = " ".join(_TURNS.sub("", text).replace("<", "‹").replace(">", "›").replace("&", "＆").split())
    return written if len(written) <= most else written[: most - 1] + "…"


def listed(*parts: str) -> str:
    """What stands side by side in a line; a part that turns its direction turns no other."""
    return " · ".join(_TURNS.sub("", part) for part in parts if part)


def signed(by: str, when: date) -> str:
    """Ana, 9 Nov"""
    return f"{_TURNS.sub('', by)}, {day(when)}"


def shortened(text: str, most: int = 80) -> str:
    """A long name by its beginning and its end."""
    return text if len(text) <= most else f"{text[: most - 31]}…{text[-30:]}"


def on_paper(text: str) -> str:
    """Text of people in one line without signs that steer: nothing of it turns or breaks what stands around it."""
    return " ".join(_STEERING.sub("", _TURNS.sub("", text)).split())


def literal(text: str) -> str:
    """Text that came from a file, so that Markdown shows it as it stands, and it turns nothing round but itself."""
    return re.sub(r"([\\\\`*_{}\[\]()<>#+!|~$:-])", r"\\\1", " ".join(_TURNS.sub("", text).split()))


def _says_something(written: str) -> bool:
    return any(digit in written for digit in "123456789")


def _short(number: float) -> str:
    """19 · 6.5 · 0.4: one decimal only where the whole number would say too little."""
    written = f"{number:,.0f}" if abs(number) >= 9.95 else f"{number:.1f}".removesuffix(".0")
    return _signed_off(written)


def _signed_off(written: str) -> str:
    return "0" if written.strip("-0.") == "" and "." not in written else written.replace("-", MINUS)


def _plural(written: str, noun: str) -> str:
    return f"{written} {noun}" if written == "1" else f"{written} {noun}s"
