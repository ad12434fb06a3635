"""The colours of the house: paper and ink, one for each team, good and bad; the same on the screens and on paper."""

from custodian.domain.kpis import Team

INK, MUTED, LINE, PAPER, CARD, BAND = "#1b1f24", "#5d6670", "#e3e6ea", "#f7f7f5", "#ffffff", "#eef0f2"
GOOD, BAD = "#14703d", "#b3261e"
TEAM: dict[Team, str] = {"marketing": "#0063a6", "customer": "#5b3f8c", "sales": "#b14a00"}
