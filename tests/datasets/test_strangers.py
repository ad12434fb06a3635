"""Files of the data sets that no shipped format is for: none may be taken for an export that it is not."""

from pathlib import Path

import pytest

from custodian.domain import imports
from tests.datasets import ledgers
from tests.datasets.ledgers import DATASETS
from tests.shared import needs_shared

pytestmark = needs_shared
OURS = {
    "salesforce_dev_org/Opportunity.csv",
    "zoho_crm_demo/Campaigns.csv",
    "zoho_crm_demo/Leads.csv",
    "zoho_crm_demo/Potentials.csv",
}
FILES = sorted(f"{path.relative_to(DATASETS)}" for path in DATASETS.glob("*/**/*") if path.is_file())
SMALL = 1_000_000


def test_no_other_file_is_taken_for_an_export_that_is_known(tmp_path: Path) -> None:
    told = ledgers.ledger(tmp_path, "USD")
    statuses = {
        name: {one.status for one in imports.preview(told.desk, DATASETS / name, with_moves=False)}
        for name in FILES
        if (DATASETS / name).stat().st_size < SMALL and name not in OURS
    }
    assert len(statuses) == 33
    assert {name: status for name, status in statuses.items() if status != {"unknown"}} == {}


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".parquet")])
def test_a_parquet_file_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    (refused,) = imports.preview(ledgers.ledger(tmp_path, "USD").desk, DATASETS / name)
    assert refused.status == "refused"
    assert refused.refusal.endswith("Export the table again as CSV (or save it as .xlsx) and load that file.")
