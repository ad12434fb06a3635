"""What a month's digest says, in the words of the Overview: a subject, sections of entries, where to look further."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from custodian.domain import headline, progress
from custodian.domain.digests import Change, Digest
from custodian.domain.kpis import Kpi
from custodian.words import changes, findings, standings, verdicts, wording


@dataclass(frozen=True)
class Entry:
    """A line that is read first, what stands below it, and where a click on it leads ('' nowhere)."""

    head: str
    lines: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Letter:
    subject: str
    finding: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[Entry, ...]


def of(digest: Digest, overdue: Sequence[str] = ()) -> Letter:
    """`overdue` names the exports of the last whole month that are late."""
    sections = (
        Section("Really different", tuple(_change(digest, change) for change in digest.new)),
        Section("Still different, told before", tuple(_still(digest, change) for change in digest.still)),
        Section("What we promised together", tuple(_promised(digest))),
        Section("Actions that are late", tuple(_late(digest))),
    )
    return Letter(
        subject(digest),
        headline.headline(digest.readings),
        tuple(filter(None, (_sample(digest), _calm(digest)))),
        tuple(section for section in sections if section.entries),
        tuple(_foot(digest, overdue)),
    )


def subject(digest: Digest) -> str:
    """“October 2026: 2 real changes — enquiries wait too long”: the finding, readable in a list of mails."""
    month = wording.month(digest.month)
    if not digest.is_over:
        return f"{month}: not over yet, so nothing is judged"
    if not any(reading.verdict != "no data" for reading in digest.readings):
        return f"{month}: no figures yet"
    if digest.new:
        new = f"{'new ' if digest.still else ''}real change"
        return f"{month}: {wording.counted(len(digest.new), new)} — {_clause(digest.new[0])}"
    if digest.still:
        goes_on = f"{wording.counted(len(digest.still), 'real change')} told before {_go(digest.still)} on"
        return f"{month}: nothing new; {goes_on}"
    judged = any(reading.verdict == "normal variation" for reading in digest.readings)
    return f"{month}: {'nothing is really different' if judged else 'too early to tell what is really different'}"


def _go(still: Sequence[Change]) -> str:
    return "goes" if len(still) == 1 else "go"


def _clause(change: Change) -> str:
    kpi = change.reading.kpi
    return kpi.better if change.reading.verdict == "real improvement" else kpi.worse


def _sample(digest: Digest) -> str:
    name = digest.settings.company or "Custodian"
    return f"Sample company {name}: invented figures" if digest.fresh.is_sample else ""


def _calm(digest: Digest) -> str:
    if digest.is_over and not digest.changes:
        return findings.NOTHING_REAL
    return findings.calm(digest.readings, len(digest.changes), digest.fresh) if digest.is_over else ""


def _change(digest: Digest, change: Change) -> Entry:
    said = [
        changes.change(change.reading, digest.settings.currency),
        verdicts.sentence(change.reading),
        findings.cause(change.reading, change.shared, digest.settings.currency),
        findings.on_it(change.charge) or findings.NOBODY,
    ]
    return Entry(_head(digest, change), tuple(filter(None, said)), _figure(digest, change.reading.kpi))


def _still(digest: Digest, change: Change) -> Entry:
    assert change.told_at
    told = f"Since {wording.month(change.since)}; first told on {wording.day(change.told_at)} {change.told_at.year}"
    who = findings.on_it(change.charge) or findings.NOBODY
    return Entry(_head(digest, change), (f"{told}. {who}",), _figure(digest, change.reading.kpi))


def _head(digest: Digest, change: Change) -> str:
    reading = change.reading
    value = wording.value(reading.kpi.unit, reading.now.value, digest.settings.currency)
    return f"{verdicts.SHAPES[reading.verdict]} {reading.kpi.title}: {value}"


def _promised(digest: Digest) -> list[Entry]:
    if not digest.promised:
        return []
    lines = [f"{standings.SHAPES[one.state]} {one.objective.title}: {one.state}" for one in digest.promised]
    return [Entry(progress.headline(digest.promised), tuple(lines), _page(digest, "objectives"))]


def _late(digest: Digest) -> list[Entry]:
    return [
        Entry(
            action.what,
            (f"{action.owner} · due {wording.day(action.due)} · {standings.late(action.days_late(digest.today))}",),
        )
        for action in digest.late
    ]


def _foot(digest: Digest, overdue: Sequence[str]) -> list[Entry]:
    fresh = digest.fresh
    until = f"Data to {wording.day(fresh.last_day)} {fresh.last_day.year}" if fresh.last_day else "No data yet"
    late = (f"{wording.counted(len(overdue), 'export')} late: {', '.join(overdue)}",) if overdue else ()
    known = [Entry(f"{until} · {wording.counted(fresh.files, 'file')}", late)]
    return [*known, Entry("Open the Overview", (), _page(digest, ""))] if digest.settings.app_address else known


def _figure(digest: Digest, kpi: Kpi) -> str:
    return _page(digest, "kpi", key=kpi.key)


def _page(digest: Digest, page: str, **asked: str) -> str:
    """'' where no setting says how people reach the app."""
    address = digest.settings.app_address.rstrip("/")
    return f"{address}/{page}?{urlencode({**asked, 'month': f'{digest.month:%Y-%m}'})}" if address else ""
