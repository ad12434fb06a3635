"""Files going into the ledger and out again: what the Import page and the commands can do."""

from custodian.domain.previews import Change as Change
from custodian.domain.previews import Counts as Counts
from custodian.domain.previews import Import as Import
from custodian.domain.previews import Move as Move
from custodian.domain.previews import Preview as Preview
from custodian.domain.previews import Status as Status
