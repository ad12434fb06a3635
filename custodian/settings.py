"""What a company sets once: where its data lies, its currency, its brand terms, its working hours.

Read from `CUSTODIAN_*` environment variables, then `custodian.toml` in the data folder, then the defaults here.
While the sample company is loaded, `sample.toml` beside it goes before what `custodian.toml` says.
"""

import json
import os
import re
import tomllib
from dataclasses import Field, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
FILE, SAMPLE = "custodian.toml", "sample.toml"
HIGHEST = 1_000_000
SMTP_PASSWORD = "CUSTODIAN_SMTP_PASSWORD"  # in the environment alone: no file of ours holds a password

_Version = tuple[int, int, int]


class SettingsFault(ValueError):
    """A setting that cannot be used, in a sentence."""


def _written_as(default: str, pattern: str, says: str) -> Any:  # noqa: ANN401
    return field(default=default, metadata={"pattern": pattern, "says": says})


def _between(default: int, least: int, most: int) -> Any:  # noqa: ANN401
    says = f"a whole number from {least} to {most}" if most < HIGHEST else f"a whole number from {least} on"
    return field(default=default, metadata={"range": range(least, most + 1), "says": says})


@dataclass(frozen=True)
class Settings:
    data: Path = PROJECT / "data"
    ledger: str = ""
    records: str = ""

    company: str = ""
    currency: str = _written_as("EUR", "[A-Z]{3}", "a currency's ISO code, such as EUR")
    country: str = _written_as("DE", "[A-Z]{2}", "a country's ISO code, such as DE")  # whose public holidays count
    subdivision: str = _written_as("", "(?:[A-Za-z0-9]{1,4})?", "a state or region of the country, such as BY")
    time_zone: str = _written_as("", r"(?:[A-Za-z_]+/[\w/+-]+|UTC)?", "a time zone, such as Europe/Berlin")
    opens: int = _between(8, 0, 23)  # first working hour
    closes: int = _between(17, 1, 24)  # end of the last working hour
    fiscal_year_starts: int = _between(1, 1, 12)
    brand_terms: tuple[str, ...] = ()  # how people spell the company's name when they search
    marketing_sources: tuple[str, ...] = (
        "advertising",
        "campaign",
        "content",
        "email",
        "event",
        "inbound",
        "marketing",
        "newsletter",
        "organic search",
        "paid search",
        "social",
        "social media",
        "trade fair",
        "trade show",
        "web",
        "webinar",
        "website",
    )
    slide_template: str = ""  # the house's own PowerPoint template, beside this file or wherever it says
    smtp_host: str = ""
    smtp_port: int = _between(587, 1, 65_535)
    smtp_security: str = _written_as("starttls", "starttls|tls|none", "one of starttls, tls and none")
    smtp_user: str = ""
    mail_from: str = ""
    mail_to: tuple[str, ...] = ()
    app_address: str = _written_as("", r"(?:https?://[^\s/]\S*)?", "an address such as https://custodian.company.com")
    cores: int = _between(0, 0, 1024)  # that the database may use; 0 leaves one core to the pages and takes the others
    minimum_n: int = _between(10, 1, HIGHEST)  # below this many answers no survey figure is shown

    @property
    def ledger_place(self) -> str:
        return self.ledger or str(self.data / "ledger.duckdb")

    @property
    def records_place(self) -> str:
        return self.records or str(self.data / "records.duckdb")

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def sample_in_force(self) -> Path:
        """The sample company's settings, there while it is loaded."""
        return self.data / SAMPLE

    @property
    def own_formats(self) -> Path:
        return self.data / "formats" / "own"


_KNOWN = {one.name: one for one in fields(Settings)}
_VARIABLES = {name: f"CUSTODIAN_{name.upper()}" for name in _KNOWN}


def load(**chosen: Any) -> Settings:  # noqa: ANN401
    """The settings in force; `chosen` goes before everything (tests, the sample company). Raises SettingsFault."""
    data = Path(chosen.get("data") or os.environ.get("CUSTODIAN_DATA") or PROJECT / "data")
    files = tuple((path, _version(path)) for path in (data / FILE, data / SAMPLE))
    environment = tuple((name, os.environ[said]) for name, said in _VARIABLES.items() if said in os.environ)
    return _checked({**_written(files), **dict(environment), **chosen}, data) if chosen else _kept(files, environment)


@lru_cache(maxsize=16)
def _kept(files: tuple[tuple[Path, _Version | None], ...], environment: tuple[tuple[str, str], ...]) -> Settings:
    """A page asks for the settings a dozen times; they are read again once a file or the environment has changed."""
    return _checked({**_written(files), **dict(environment)}, files[0][0].parent)


def _checked(said: dict[str, Any], data: Path) -> Settings:
    if "smtp_password" in said:
        raise SettingsFault(
            f"The password of the mail server stands in a file of {data}, where others can read it. Take it out there, "
            f"and set it in the environment as {SMTP_PASSWORD}."
        )
    used: dict[str, Any] = {}
    for name, value in said.items():
        read, says = _read(value, _KNOWN[name]) if name in _KNOWN else (None, f"one of {', '.join(_KNOWN)}")
        if read is None:
            raise SettingsFault(
                f"The setting “{name}” cannot be used. Expected {says}; found {value!r}. "
                f"Change it in {data / FILE} or in the environment."
            )
        used[name] = read
    return Settings(**used)


def smtp_password() -> str:
    """'' where there is none."""
    return os.environ.get(SMTP_PASSWORD, "")


def _read(said: Any, of: Field[Any]) -> tuple[Any, str]:  # noqa: ANN401
    """The value, None where it is none, and what was expected. The environment knows only text."""
    told = of.metadata
    if of.type is Path:
        return (Path(said) if isinstance(said, str | Path) else None), "a folder"
    if of.type is str:
        is_written = isinstance(said, str) and bool(re.fullmatch(told.get("pattern", ".*"), said, re.DOTALL))
        return (said if is_written else None), told.get("says", "text")
    if of.type is int:
        number = int(said) if isinstance(said, str) and re.fullmatch(r"\d{1,9}", said) else said
        is_within = isinstance(number, int) and not isinstance(number, bool) and number in told["range"]
        return (number if is_within else None), told["says"]
    several = _listed(said) if isinstance(said, str) else said
    are_texts = isinstance(several, list | tuple) and all(isinstance(one, str) for one in several)
    return (tuple(several) if are_texts else None), 'a list of texts, such as ["one", "two"]'


def _listed(said: str) -> Any:  # noqa: ANN401
    try:
        return json.loads(said)
    except ValueError:
        return None


def _version(path: Path) -> _Version | None:
    """Another one once the file is; None where there is none."""
    try:
        file = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return file.st_mtime_ns, file.st_size, file.st_ino


def _written(files: tuple[tuple[Path, _Version | None], ...]) -> dict[str, Any]:
    return {name: said for path, version in files if version for name, said in _parsed(path).items()}


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise SettingsFault(f"{path} is not readable as TOML: {fault}. Correct that line and start again.") from fault
