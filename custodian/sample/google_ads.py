"""Campaign reports as Google Ads writes them: by day, in English and, from the Iberian account, in Portuguese."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import fsum

from custodian.domain import periods
from custodian.sample import campaigns, files, story
from custodian.sample.campaigns import GOOGLE, GOOGLE_IBERIA
from custodian.sample.chance import Chance, parted
from custodian.sample.files import Row, with_comma

EMPTY = " --"
ENGLISH = [
    "Campaign status",
    "Campaign",
    "Day",
    "Budget name",
    "Currency code",
    "Status",
    "Status reasons",
    "Optimisation score",
    "Clicks",
    "Impr.",
    "CTR",
    "Cost",
    "Avg. CPC",
    "Conversions",
    "Cost / conv.",
]
PORTUGUESE = [
    "Estado da campanha",
    "Campanha",
    "Dia",
    "Nome do orçamento",
    "Código da moeda",
    "Estado",
    "Motivos do estado",
    "Cliques",
    "Impr.",
    "CTR",
    "Custo",
    "CPC médio",
    "Conversões",
    "Custo/conv.",
]
MESES = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]
CLICK_COSTS = {"Brand Europe": 1.15, "Converter search": 3.4, "Ibéria pesquisa": 1.9, campaigns.LAUNCH.name: 2.2}
SEARCH_CTR = 0.052

Shown = tuple[str, date, int, int, float, float]


def exports() -> Iterator[tuple[str, bytes]]:
    for first, last in ((story.FIRST, story.HISTORY_ENDS), (story.LAST, story.LAST_DAY)):
        yield f"google_ads/Campaign report {last}.csv", _english(first, last).encode()
        yield f"google_ads_iberia/Relatorio da campanha {last}.csv", _portuguese(first, last).encode()


def _days(platform: str, first: date, last: date) -> Iterator[Shown]:
    """Campaign, day, impressions, clicks, cost, conversions: a month's cost spread over its days."""
    for month in periods.months(first, last):
        for campaign in campaigns.running(month):
            cost = campaign.cost_in(month, platform)
            if not cost:
                continue
            chance = Chance("days", platform, campaign.name, month)
            days = (periods.last_day(month) - month).days + 1
            weights = [
                chance.between(0.8, 1.2) * (0.55 if (month + timedelta(days=number)).weekday() >= 5 else 1.1)
                for number in range(days)
            ]
            for number, cents in enumerate(parted(round(cost * 100), weights)):
                clicks = max(round(cents / 100 / CLICK_COSTS[campaign.name] * chance.between(0.85, 1.15)), 1)
                shown = round(clicks / SEARCH_CTR * chance.between(0.8, 1.2))
                yield (
                    campaign.name,
                    month + timedelta(days=number),
                    shown,
                    clicks,
                    cents / 100,
                    chance.whole(0, clicks // 12),
                )


def _english(first: date, last: date) -> str:
    days = list(_days(GOOGLE, first, last))
    rows: list[Row] = [
        ("Enabled", name, day, EMPTY, "EUR", "Eligible", "", "88.40", *_english_figures(*figures))
        for name, day, *figures in days
    ]
    totals = _english_figures(*(fsum(column) for column in list(zip(*days, strict=True))[2:]))
    rows.append(("Total: Campaigns", EMPTY, EMPTY, EMPTY, "EUR", EMPTY, "", EMPTY, *totals))
    rows += [(f"Total: {of}", "", "", "", "EUR", "", "", "", *totals) for of in ("Account", "Search")]
    title = f"Campaign report\n{files.in_words(first)} - {files.in_words(last)}\n"
    return title + files.table([ENGLISH, *rows])


def _english_figures(shown: float, clicks: float, cost: float, conversions: float) -> Row:
    """Google groups thousands of counts but never of money."""
    per_conversion = f"{cost / conversions:.2f}" if conversions else "0"
    return (
        files.grouped(int(clicks)),
        files.grouped(int(shown)),
        f"{clicks / shown:.2%}",
        f"{cost:.2f}",
        f"{cost / clicks:.2f}",
        f"{conversions:,.2f}",
        per_conversion,
    )


def _portuguese(first: date, last: date) -> str:
    days = list(_days(GOOGLE_IBERIA, first, last))
    rows: list[Row] = [
        ("Ativada", name, day, EMPTY, "EUR", "Elegível", "", *_portuguese_figures(*figures))
        for name, day, *figures in days
    ]
    totals = _portuguese_figures(*(fsum(column) for column in list(zip(*days, strict=True))[2:]))
    rows.append(("Total: Campanhas", EMPTY, EMPTY, EMPTY, "EUR", EMPTY, "", *totals))
    rows.append(("Total: Conta", "", "", "", "EUR", "", "", *totals))
    span = " - ".join(f"{day.day} de {MESES[day.month - 1]} de {day.year}" for day in (first, last))
    return f"Relatório da campanha\n{span}\n" + files.table([PORTUGUESE, *rows])


def _portuguese_figures(shown: float, clicks: float, cost: float, conversions: float) -> Row:
    return (
        with_comma(clicks, 0),
        with_comma(shown, 0),
        with_comma(100 * clicks / shown) + "%",
        with_comma(cost),
        with_comma(cost / clicks),
        with_comma(conversions),
        with_comma(cost / conversions) if conversions else "0",
    )
