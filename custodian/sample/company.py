"""Who Voltara is: name, products, competitors, markets and the companies it sells to. All of it is invented."""

from dataclasses import dataclass
from functools import cache

from custodian.sample.chance import Chance

NAME = "Voltara"
SITE = "www.voltara.example"
MISSPELLED = "voltarra"
COMPETITORS = ("Kestrovolt", "Ampelios", "Brightrail Power", "Nordstrom & Vey", "Ohmeris", "Fluxenda")
PRODUCTS = (
    "VR48 rack converter",
    "VR24 rail converter",
    "VD600 bidirectional converter",
    "VM100 medical supply",
    "VT110 traction converter",
    "VS5 spare modules",
)
TEAMS_IN_SALES = ("Sales DACH", "Sales UK and Ireland", "Sales South", "Sales North", "Inside sales")
LATIN = {"ö": "oe", "ü": "ue", "é": "e", "ó": "o", "í": "i", "á": "a", " ": "-"}
ABROAD = {"GBP": 0.851, "CHF": 0.938}  # what one euro is worth; near enough for inventing


@dataclass(frozen=True)
class Country:
    name: str
    currency: str
    weight: float
    legal_form: str
    trades: tuple[str, ...]


@dataclass(frozen=True)
class Company:
    name: str
    country: Country
    domain: str

    @property
    def industry(self) -> str:
        """What its name says that it makes."""
        trade = next(trade for trade in self.country.trades if f" {trade} " in self.name)
        return next((industry for industry, trades in INDUSTRIES.items() if trade in trades), OTHER_INDUSTRY)


INDUSTRIES = {
    "Robotics and automation": (
        "Robotik", "Robotics", "Robotique", "Robotica", "Robótica",
        "Automation", "Automatismes", "Automazione", "Automatización",
    ),
    "Railway": ("Bahntechnik", "Rail Systems", "Ferroviaire", "Ferroviaria"),
    "Medical": ("Medizintechnik", "Medical", "Médical"),
    "Instruments": ("Prüftechnik", "Instruments", "Strumenti"),
    "Energy": ("Énergie", "Energia", "Energía"),
}  # fmt: skip
OTHER_INDUSTRY = "Machinery"
_GERMAN = ("Antriebe", "Robotik", "Maschinenbau", "Fördertechnik", "Bahntechnik", "Medizintechnik", "Prüftechnik")
_ENGLISH = ("Robotics", "Drives", "Rail Systems", "Instruments", "Marine", "Automation", "Medical")
_FRENCH = ("Robotique", "Ferroviaire", "Automatismes", "Énergie", "Mécanique", "Instruments", "Médical")
_ITALIAN = ("Automazione", "Robotica", "Meccanica", "Energia", "Ferroviaria", "Strumenti", "Impianti")
_SPANISH = ("Automatización", "Robótica", "Energía", "Ferroviaria", "Maquinaria", "Equipos", "Náutica")
COUNTRIES = (
    Country("Germany", "EUR", 34, "GmbH", _GERMAN),
    Country("United Kingdom", "GBP", 17, "Ltd", _ENGLISH),
    Country("Switzerland", "CHF", 12, "AG", _GERMAN),
    Country("France", "EUR", 9, "SAS", _FRENCH),
    Country("Italy", "EUR", 9, "S.r.l.", _ITALIAN),
    Country("Austria", "EUR", 7, "GmbH", _GERMAN),
    Country("Netherlands", "EUR", 7, "B.V.", _ENGLISH),
    Country("Spain", "EUR", 5, "S.A.", _SPANISH),
)
_ONSETS = [
    "Bryn",
    "Dorv",
    "Elm",
    "Fjar",
    "Grav",
    "Helv",
    "Ilm",
    "Jorv",
    "Karv",
    "Lorn",
    "Mird",
    "Norv",
    "Orv",
    "Pelm",
    "Quar",
    "Rusk",
    "Selv",
    "Torv",
    "Ulv",
    "Varn",
    "Wend",
    "Yst",
    "Zelm",
    "Ask",
    "Tres",
]
_CODAS = [
    "adal",
    "berik",
    "casta",
    "ena",
    "holm",
    "inga",
    "issel",
    "maris",
    "onda",
    "oria",
    "tano",
    "ura",
    "wick",
    "yra",
]
KEY_ACCOUNTS, OTHERS = 166, 2100


@cache
def companies() -> tuple[Company, ...]:
    """All that Voltara ever meets; the first of them are its key accounts."""
    stems = Chance("stems").shuffled([onset + coda for onset in _ONSETS for coda in _CODAS])
    chance = Chance("companies")
    found: dict[str, Company] = {}
    while len(found) < KEY_ACCOUNTS + OTHERS:
        country = chance.weighted({country: country.weight for country in COUNTRIES})
        own = f"{chance.pick(stems)} {chance.pick(country.trades)}"
        found.setdefault(own, Company(f"{own} {country.legal_form}", country, f"{_latin(own)}.example"))
    return tuple(found.values())


def key_accounts() -> tuple[Company, ...]:
    return companies()[:KEY_ACCOUNTS]


def others() -> tuple[Company, ...]:
    return companies()[KEY_ACCOUNTS:]


def in_own_currency(amount_eur: float, company: Company) -> float:
    return amount_eur * ABROAD.get(company.country.currency, 1.0)


def _latin(name: str) -> str:
    for letter, latin in LATIN.items():
        name = name.lower().replace(letter, latin)
    return name
