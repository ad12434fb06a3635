"""Times with their zone behind them, as survey tools write them in every language."""

from datetime import datetime

import polars as pl
import pytest

from custodian.intake import convert, dates
from custodian.intake.contracts import Contract
from custodian.intake.decisions import Company
from tests.intake.staged import rows, staged

QUESTION = "How satisfied are you with our delivery?"


def read(text: str) -> datetime | None:
    cell = pl.Series([text])
    return pl.select(dates.moment(pl.lit(cell), "", "", has_words=True)).item()


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2021/04/17 5:10:41 AM GMT+4", datetime(2021, 4, 17, 1, 10, 41)),
        ("2023/08/08 6:07:50 PM GMT+5:30", datetime(2023, 8, 8, 12, 37, 50)),
        ("2025/09/01 10:09:52 AM GMT-3:30", datetime(2025, 9, 1, 13, 39, 52)),
        ("2022/03/21 12:08:00 PM UTC+1", datetime(2022, 3, 21, 11, 8)),
        ("2022/03/21 12:08:00 AM UTC+10", datetime(2022, 3, 20, 14, 8)),
        ("2024/10/28 2:53:02 PM MEZ", datetime(2024, 10, 28, 13, 53, 2)),
        ("2024/07/28 2:53:02 PM MESZ", datetime(2024, 7, 28, 12, 53, 2)),
        ("2026/06/20 5:39:29 p.\u202fm. EEST", datetime(2026, 6, 20, 14, 39, 29)),
        ("2026/06/20 12:39:29 a.\u00a0m. CEST", datetime(2026, 6, 19, 22, 39, 29)),
        ("2025/09/01 10:09:52 EST", datetime(2025, 9, 1, 15, 9, 52)),
    ],
)
def test_a_time_is_brought_from_the_zone_it_names(text, utc):
    assert read(text) == utc


def test_a_zone_of_more_than_one_meaning_is_not_guessed():
    """IST is India's, Israel's and Ireland's time: hours apart, so the answer may belong to another month."""
    assert read("2023/08/08 6:07:50 PM IST") is None


IN_INDIA = '"Timestamp","How satisfied are you with our delivery?"\n"2026/04/30 11:10:41 PM {0}","4"\n'
MATCHED = "customer/delivery/satisfaction"


def answered(tmp_path, name, **zones):
    contract = convert.answer(Contract(account="Service"), f"survey:{QUESTION}", MATCHED)
    for zone, offset in zones.items():
        contract = convert.answer(contract, f"zone:{zone}", offset)
    return staged(tmp_path, IN_INDIA.format(name), contract, company=Company(time_zone="Europe/Berlin", country="IN"))


def test_a_zone_of_more_than_one_meaning_is_asked_about(tmp_path):
    [asked] = answered(tmp_path, "IST").questions
    assert (asked.key, asked.suggestion) == ("zone:IST", "+05:30")
    assert asked.text == "Which time is IST: that of India or Israel or Ireland?"
    assert asked.example == "“2026/04/30 11:10:41 PM IST” (Timestamp, line 2)"


@pytest.mark.parametrize(
    ("offset", "there"), [("+05:30", datetime(2026, 4, 30, 19, 40, 41)), ("+01:00", datetime(2026, 5, 1, 0, 10, 41))]
)
def test_it_is_what_was_answered_and_not_asked_again(tmp_path, offset, there):
    done = answered(tmp_path, "IST", IST=offset)
    assert rows(done, "answered_at") == [(there,)]
    assert staged(tmp_path, IN_INDIA.format("IST"), done.contract).questions == ()


def test_a_zone_of_one_meaning_is_not_asked_about(tmp_path):
    assert rows(answered(tmp_path, "CEST"), "answered_at") == [(datetime(2026, 4, 30, 23, 10, 41),)]
