"""E-mail addresses as keyed hashes and the domains of companies; the address itself is never kept."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import polars as pl

PUBLIC = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "web.de",
        "t-online.de",
        "freenet.de",
        "posteo.de",
        "mailbox.org",
        "yahoo.com",
        "yahoo.de",
        "yahoo.fr",
        "yahoo.co.uk",
        "hotmail.com",
        "hotmail.de",
        "hotmail.fr",
        "hotmail.co.uk",
        "outlook.com",
        "outlook.de",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "protonmail.com",
        "proton.me",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "libero.it",
        "virgilio.it",
        "bluewin.ch",
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "qq.com",
        "163.com",
        "btinternet.com",
    ]
)


def key(folder: Path) -> bytes:
    """The key of this data folder, made once; without it nobody can test whether an address is in the ledger."""
    path = folder / "hash.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(secrets.token_bytes(32))
    return path.read_bytes()


def hashed(text: pl.Expr, with_key: bytes) -> pl.Expr:
    """HMAC-SHA256 in hexadecimal; null without a key, for a hash that anybody can make hides nothing."""
    if not with_key:
        return pl.lit(None, pl.String)
    return text.str.to_lowercase().map_batches(lambda cells: _each(cells, with_key), return_dtype=pl.String)


def domain(address: pl.Expr) -> pl.Expr:
    """The company's domain; null for public mail hosters, which say nothing of the company."""
    found = address.str.to_lowercase().str.extract(r"@([^@\s>]+\.[^@\s>.]+)>?$", 1)
    return pl.when(~found.is_in(list(PUBLIC))).then(found)


def within(text: pl.Expr) -> pl.Expr:
    """The e-mail address that a text holds: `Charge for ada@example.com`."""
    return text.str.to_lowercase().str.extract(r"([^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"'@]+\.\p{L}{2,})", 1)


def pseudonym(text: pl.Expr, with_key: bytes) -> pl.Expr:
    """A customer of whom only an address at a public hoster is known: told apart by twelve digits, kept by none."""
    address = within(text)
    return pl.when(address.is_null()).then(text).otherwise(hashed(address, with_key).str.slice(0, 12))


def site(text: pl.Expr) -> pl.Expr:
    """`https://www.example.com/de` as `example.com`."""
    return (
        text.str.to_lowercase().str.replace(r"^[a-z]+://", "").str.replace(r"^www\.", "").str.replace(r"[/?#].*$", "")
    )


def _each(cells: pl.Series, with_key: bytes) -> pl.Series:
    told = {cell: hmac.new(with_key, cell.encode(), hashlib.sha256).hexdigest() for cell in cells.unique().drop_nulls()}
    return cells.replace_strict(told, default=None, return_dtype=pl.String)
