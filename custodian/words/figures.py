"""A figure as a card and a KPI page say it: value, change, verdict, target, each in a few words."""

from custodian.domain import periods
from custodian.domain.readings import Reading
from custodian.words import changes, comparison, verdicts, wording


def on_a_card(reading: Reading, currency: str) -> dict[str, str]:
    kpi = reading.kpi
    return {
        "tone": verdicts.tone(reading) if is_known(reading) else "missing",
        "title": kpi.title,
        "value": wording.value(kpi.unit, reading.figure.value, currency),
        "period": comparison.label(reading),
        "change": changes.change(reading, currency),
        "shape": verdicts.SHAPES[reading.verdict],
        "verdict": comparison.of_the_month(reading, verdicts.word(reading), 3),
        "target": comparison.of_the_month(reading, target(reading, currency), 3),
    }


def heading(reading: Reading, currency: str) -> str:
    """Branded searches, January–October 2026: 71,204"""
    value = wording.value(reading.kpi.unit, reading.figure.value, currency)
    of = "" if comparison.is_of_the_month(reading) else f", {periods.name(comparison.of_figure(reading))}"
    return f"{reading.kpi.title}{of}: {value}"


def verdict(reading: Reading) -> str:
    """▼ Sales replies have slowed since August: …"""
    return f"{verdicts.SHAPES[reading.verdict]} {comparison.of_the_month(reading, verdicts.sentence(reading))}".strip()


def target(reading: Reading, currency: str) -> str:
    """Target 8,000 · met; '' where there is none."""
    return wording.target(reading.kpi.unit, reading.kpi.direction, reading.now.value, reading.target, currency)


def is_known(reading: Reading) -> bool:
    return any(point.value is not None for point in reading.points)
