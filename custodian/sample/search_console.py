"""Search Console's zip of each month: what people typed before Google showed them Voltara's site."""

from collections.abc import Iterator
from datetime import date, timedelta

from custodian.domain import periods
from custodian.sample import company, files, story
from custodian.sample.chance import Chance, parted
from custodian.sample.files import Row

BRANDED = (
    "voltara",
    "voltara converter",
    "voltara dc dc converter",
    "voltara power supply",
    "voltara vr48",
    "voltara rack converter",
    "voltara datasheet",
    "voltara contact",
    "voltara distributor uk",
    "voltara netzteil",
    company.MISSPELLED,
    f"{company.MISSPELLED} converter",
)
THINGS = (
    "dc dc converter",
    "48v converter",
    "din rail power supply",
    "bidirectional converter",
    "medical power supply",
)
WISHES = (
    "",
    "1000w",
    "isolated",
    "railway",
    "en 50155",
    "manufacturer",
    "datasheet",
    "redundant",
    "efficiency",
    "price",
)
COUNTRIES = {
    "Germany": 40,
    "United Kingdom": 18,
    "Switzerland": 12,
    "France": 10,
    "Italy": 10,
    "Austria": 6,
    "Spain": 4,
}
DEVICES = {"Desktop": 78, "Mobile": 20, "Tablet": 2}
HEADER = ("Clicks", "Impressions", "CTR", "Position")


def exports() -> Iterator[tuple[str, bytes]]:
    for month in story.MONTHS:
        yield (
            f"search_console/voltara.example-Performance-on-Search-{periods.shifted(month, 1):%Y-%m}-02.zip",
            _of(month),
        )


def _of(month: date) -> bytes:
    chance, last = Chance("search", month), periods.last_day(month)
    branded, other = story.count("branded_searches", month), story.count("other_searches", month)
    unbranded = [f"{thing} {wish}".strip() for thing in THINGS for wish in WISHES]
    terms = _shares(chance, list(BRANDED), branded, 0.42, 1.4) + _shares(chance, unbranded, other, 0.021, 14)
    days = [month + timedelta(days=number) for number in range((last - month).days + 1)]
    # Google keeps rare terms to itself, so the days hold more than the terms.
    everything = round((branded + other) * 1.24)
    per_day = parted(everything, [chance.between(0.8, 1.2) for _ in days])
    chart = [_figures(chance, day, shown, 0.13, 9) for day, shown in zip(days, per_day, strict=True)]
    span = f"{month.day} {month:%b %Y}-{last.day} {last:%b %Y}"
    return files.zipped(
        {
            "Chart.csv": _table("Date", chart),
            "Queries.csv": _table("Top queries", sorted(terms, key=lambda row: -int(str(row[1])))),
            "Countries.csv": _table("Country", _split(chance, COUNTRIES, everything)),
            "Devices.csv": _table("Device", _split(chance, DEVICES, everything)),
            "Search appearance.csv": _table("Search Appearance", []),
            "Filters.csv": f"Filter,Value\nSearch type,Web\nDate,{span}",
        }
    )


def _shares(chance: Chance, terms: list[str], shown: int, ctr: float, position: float) -> list[Row]:
    weights = [chance.between(0.8, 1.2) / (place + 1) for place in range(len(terms))]
    parts = parted(shown, weights)
    return [_figures(chance, term, part, ctr, position) for term, part in zip(terms, parts, strict=True)]


def _split(chance: Chance, weights: dict[str, int], shown: int) -> list[Row]:
    parts = parted(shown, list(weights.values()))
    return [_figures(chance, member, part, 0.13, 9) for member, part in zip(weights, parts, strict=True)]


def _figures(chance: Chance, member: object, shown: int, ctr: float, position: float) -> Row:
    clicks = round(shown * ctr * chance.between(0.8, 1.2))
    share = f"{100 * clicks / shown:.2f}".rstrip("0").rstrip(".") if shown else "0"
    return member, clicks, shown, f"{share}%", round(position * chance.between(0.9, 1.1), 2)


def _table(first: str, rows: list[Row]) -> str:
    return files.table([(first, *HEADER), *rows]).rstrip("\n")  # Google writes no last line end
