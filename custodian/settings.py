"""What a company sets once: where its data lies, its currency, its brand terms, its working hours.

Read from `CUSTODIAN_*` environment variables, then `custodian.toml` in the data folder, then the defaults here.
While the sample company is loaded, `sample.toml` beside it goes before what `custodian.toml` says.
"""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).parents[1]
SAMPLE = "sample.toml"


class SettingsFault(ValueError):
    """A setting that cannot be used, in a sentence."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="CUSTODIAN_", frozen=True, extra="forbid")

    data: Path = PROJECT / "data"
    ledger: str = ""
    records: str = ""

    company: str = ""
    currency: str = Field("EUR", pattern="^[A-Z]{3}$")
    country: str = Field("DE", pattern="^[A-Z]{2}$", description="whose public holidays count, ISO code")
    opens: int = Field(8, ge=0, le=23, description="first working hour")
    closes: int = Field(17, ge=1, le=24, description="end of the last working hour")
    fiscal_year_starts: int = Field(1, ge=1, le=12)
    brand_terms: tuple[str, ...] = Field((), description="how people spell the company's name when they search")
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
    minimum_n: int = Field(10, ge=1, description="below this many answers no survey figure is shown")

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


def load(**chosen: Any) -> Settings:  # noqa: ANN401
    """The settings in force; `chosen` goes before everything (tests, the sample company)."""
    data = Path(chosen.get("data") or os.environ.get("CUSTODIAN_DATA") or PROJECT / "data")
    written = _written(data / "custodian.toml") | _written(data / SAMPLE)
    from_environment = {name.removeprefix("CUSTODIAN_").lower() for name in os.environ if name.startswith("CUSTODIAN_")}
    kept = {name: value for name, value in written.items() if name not in from_environment}
    try:
        return Settings(**{**kept, **chosen})
    except ValidationError as fault:
        first = fault.errors()[0]
        raise SettingsFault(
            f"The setting “{'.'.join(map(str, first['loc']))}” cannot be used: {first['msg']}. "
            f"Found {first['input']!r}. Change it in {data / 'custodian.toml'} or in the environment."
        ) from fault


def _written(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise SettingsFault(f"{path} is not readable as TOML: {fault}. Correct that line and start again.") from fault
