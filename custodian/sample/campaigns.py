"""Voltara's campaigns: on which platform, what they cost a month, and what they bring."""

from dataclasses import dataclass, field
from datetime import date

from custodian.sample.chance import Chance

GOOGLE, GOOGLE_IBERIA, LINKEDIN = "Google Ads", "Google Ads Ibéria", "LinkedIn"


@dataclass(frozen=True)
class Campaign:
    """`cost` is a month's in the platform's currency; `brings` weighs its part of a month's qualified leads."""

    name: str
    source: str
    brings: float
    cost: dict[str, float] = field(default_factory=dict)
    first: date = date(2024, 11, 1)
    last: date = date(2026, 10, 1)
    tapers: bool = False  # its leads become fewer after the first month
    share_qualified: float = 0.62

    def runs_in(self, month: date) -> bool:
        return self.first <= month <= self.last

    def cost_in(self, month: date, platform: str) -> float:
        if platform not in self.cost or not self.runs_in(month):
            return 0.0
        return self.cost[platform] * (1 + 0.07 * Chance("cost", self.name, platform, month).wobble())


LAUNCH = Campaign(
    "VoltaRack 800 launch",
    "Social media",
    brings=1.4,
    cost={GOOGLE: 3900, LINKEDIN: 7600},
    first=date(2026, 7, 1),
    share_qualified=0.05,
)
FAIR = Campaign("PowerExpo 2026", "Trade fair", brings=12, first=date(2026, 5, 1), last=date(2026, 7, 1), tapers=True)
CAMPAIGNS = (
    Campaign("Brand Europe", "Paid search", brings=20, cost={GOOGLE: 3600}),
    Campaign("Converter search", "Paid search", brings=38, cost={GOOGLE: 6200}),
    Campaign("Ibéria pesquisa", "Paid search", brings=8, cost={GOOGLE_IBERIA: 1400}),
    Campaign("Engineers DACH", "Social media", brings=16, cost={LINKEDIN: 3200}),
    Campaign("Newsletter", "Email", brings=9),
    FAIR,
    LAUNCH,
)
WITHOUT_CAMPAIGN = {"Organic search": 16.0, "Website": 8.0, "Referral": 6.0}


def running(month: date) -> list[Campaign]:
    return [campaign for campaign in CAMPAIGNS if campaign.runs_in(month)]


def weight(campaign: Campaign, month: date) -> float:
    months_since = (month.year - campaign.first.year) * 12 + month.month - campaign.first.month
    return campaign.brings / (1 + months_since) if campaign.tapers else campaign.brings


def brought_by(month: date) -> dict[tuple[str, str], float]:
    """(source, campaign) of a month's good leads and deals, weighed."""
    named = {(campaign.source, campaign.name): weight(campaign, month) for campaign in running(month)}
    return named | {(source, ""): share for source, share in WITHOUT_CAMPAIGN.items()}
