"""The command `digest`: into a file, through a real mail server, refused in sentences, handed to the running app."""

from email import message_from_bytes, policy

import pytest

from custodian.__main__ import run
from custodian.domain import digests
from tests import browsing, mail_server, test_commands

TO = ("md@voltara.example", "head.of.sales@voltara.example")
PASSWORD = "pass'word <1>"


@pytest.fixture
def company(filled, monkeypatch):
    """A filled ledger whose settings name no mail server yet."""
    for name in ("smtp_host", "smtp_user", "smtp_password", "mail_from", "mail_to", "ssl_cert_file"):
        monkeypatch.delenv(f"CUSTODIAN_{name.upper()}", raising=False)
    return filled


@pytest.fixture
def posting(company, monkeypatch):
    """Settings that name a server, as whoever administers it writes them."""

    def named(server, security="none", user="", password=""):
        told = {
            "smtp_host": "127.0.0.1", "smtp_port": str(server.port), "smtp_security": security, "smtp_user": user,
            "smtp_password": password, "mail_from": "Custodian <custodian@voltara.example>", "mail_to": _listed(TO),
        }  # fmt: skip
        for name, value in told.items():
            monkeypatch.setenv(f"CUSTODIAN_{name.upper()}", value)
        monkeypatch.setenv("SSL_CERT_FILE", str(mail_server.CERTIFICATE))

    return named


def _listed(addresses):
    return "[" + ", ".join(f'"{one}"' for one in addresses) + "]"


def digest(*options, month="2026-10"):
    return run(["digest", "--month", month, *options])


def told(warehouse):
    with warehouse.reading() as cursor:
        return [one.kpi for one in digests.every_told(cursor)]


def test_a_digest_is_written_into_a_file_and_remembered(company, tmp_path, capsys):
    place = tmp_path / "digest.eml"
    assert digest("--to", str(place)) == 0
    message = message_from_bytes(place.read_bytes(), policy=policy.default)
    assert message["Subject"].startswith("October 2026: ") and "real change" in message["Subject"]
    assert "▲ Branded searches: 800" in message.get_body(("plain",)).get_content()
    assert f"The digest is in {place}. {message['Subject']}." in capsys.readouterr().out
    assert "branded_searches" in told(company)
    assert digest("--to", str(place)) == 0
    assert message_from_bytes(place.read_bytes(), policy=policy.default)["Subject"].startswith(
        "October 2026: nothing new; "
    )


def test_only_real_changes_that_nobody_was_told_alert(company, tmp_path, capsys):
    place = tmp_path / "digest.eml"
    assert digest("--to", str(place), "--only-if-real") == 0 and place.exists()
    place.unlink()
    assert digest("--to", str(place), "--only-if-real") == 0
    assert digest("--to", str(place), "--only-if-real", month="2030-01") == 0
    assert not place.exists()
    said = capsys.readouterr().out
    assert "Nothing was written. October 2026: nothing new; " in said
    assert "Nothing was written. January 2030: not over yet, so nothing is judged." in said


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_digest_is_sent_to_everybody_and_remembered(company, posting, security, capsys):
    with mail_server.running(offers=security, password=PASSWORD) as server:
        posting(server, security, "custodian", PASSWORD)
        assert digest() == 0
        assert digest("--only-if-real") == 0
    ((to, written),) = server.mails
    assert tuple(to) == TO and server.logins == [("custodian", PASSWORD, security != "none")]
    message = message_from_bytes(written, policy=policy.default)
    assert message["From"] == "Custodian <custodian@voltara.example>" and message["To"] == ", ".join(TO)
    assert "▲ Branded searches: 800" in message.get_body(("plain",)).get_content()
    assert "branded_searches" in told(company)
    heard = capsys.readouterr()
    assert "The digest is sent to 2 recipients. October 2026: " in heard.out
    assert "Nothing was sent. October 2026: nothing new; " in heard.out
    assert PASSWORD not in heard.out + heard.err


def test_everything_that_is_missing_is_said_at_once(company, capsys):
    assert digest() == 1
    said = capsys.readouterr().err
    for name in ("smtp_host", "mail_from", "mail_to"):
        assert f"Expected the setting “{name}”" in said
    assert told(company) == []


def refused(company, capsys):
    """What a digest that is refused says; nothing is held to be told then."""
    assert digest() == 1
    said = capsys.readouterr()
    assert told(company) == [] and PASSWORD not in said.out + said.err
    return said.err


def test_a_wrong_password_is_never_told_though_the_server_repeats_it(company, posting, capsys):
    with mail_server.running(password="another") as server:
        posting(server, "none", "custodian", PASSWORD)
        said = refused(company, capsys)
    assert "to know “custodian”; it answered 535 no such name, or not with …. Nothing was sent" in said


def test_a_name_without_a_password_is_refused(company, posting, capsys):
    with mail_server.running() as server:
        posting(server, "none", "custodian")
        assert "as CUSTODIAN_SMTP_PASSWORD in the environment" in refused(company, capsys)
    assert not server.logins


def test_a_password_goes_to_no_other_machine_unencrypted(company, posting, capsys, monkeypatch):
    with mail_server.running() as server:
        posting(server, "none", "custodian", PASSWORD)
    monkeypatch.setenv("CUSTODIAN_SMTP_HOST", "smtp.voltara.example")
    assert "to be starttls or tls where a password is sent" in refused(company, capsys)


def test_a_server_that_cannot_encrypt_gets_nothing(company, posting, capsys):
    with mail_server.running() as server:
        posting(server, "starttls", "custodian", PASSWORD)
        assert "to speak starttls; " in refused(company, capsys)
    assert not server.logins and not server.mails


def test_a_certificate_that_nobody_vouches_for_gets_nothing(company, posting, capsys, monkeypatch):
    with mail_server.running(offers="tls") as server:
        posting(server, "tls", "custodian", PASSWORD)
        monkeypatch.delenv("SSL_CERT_FILE")
        assert "certificate verify failed" in refused(company, capsys)
    assert not server.logins and not server.mails


def test_no_server_is_told_with_its_address(company, posting, capsys):
    with mail_server.running() as server:
        posting(server)
    assert f"Expected a mail server at 127.0.0.1:{server.port}; no way there (" in refused(company, capsys)


def test_a_server_that_takes_it_for_nobody_or_for_some(company, posting, capsys):
    with mail_server.running(refuses=("*",)) as server:
        posting(server)
        assert f"to take mail for {', '.join(sorted(TO))}" in refused(company, capsys)
    with mail_server.running(refuses=TO[:1]) as server:
        posting(server)
        assert digest() == 0
    said = capsys.readouterr()
    assert f"did not take it for {TO[0]}." in said.err and "sent to 1 recipient." in said.out
    assert server.mails[0][0] == [TO[1]] and "branded_searches" in told(company)


def test_a_line_break_in_a_setting_adds_no_header(company, posting, capsys, monkeypatch):
    with mail_server.running() as server:
        posting(server)
        monkeypatch.setenv("CUSTODIAN_MAIL_FROM", "a@b.com\r\nBcc: all@rival.com")
        assert "Expected an address such as name@company.com; found “a@b.com Bcc: all@rival.com”" in refused(
            company, capsys
        )
    assert not server.mails


def test_a_password_in_the_file_of_settings_is_refused_without_repeating_it(company, tmp_path, capsys):
    (tmp_path / "custodian.toml").write_text(f'smtp_password = "{PASSWORD}"\n', "utf-8")
    assert digest() == 1
    said = capsys.readouterr().err
    assert "set it in the environment as CUSTODIAN_SMTP_PASSWORD" in said and PASSWORD not in said


def test_an_empty_ledger_has_nothing_to_tell(warehouse, tmp_path, capsys):
    assert digest("--to", str(tmp_path / "digest.eml")) == 1
    assert "nothing is loaded yet. Import exports first." in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_held_to_be_told(company, tmp_path, capsys):
    assert digest("--to", str(tmp_path / "nowhere" / "digest.eml")) == 1
    assert "found that this cannot be done (No such file or directory)" in capsys.readouterr().err
    assert told(company) == []


@pytest.mark.parametrize("wrong", [["--month", "October"], ["--month", "2026-10", "--to", "digest.pdf"], []])
def test_wrong_usage_is_said_to_be_that(company, wrong, capsys):
    assert run(["digest", *wrong]) == 2


def test_the_running_app_writes_the_digest_where_the_caller_stands(filled, tmp_path):
    filled.close()
    here = tmp_path / "here"
    here.mkdir()
    with browsing.serving(tmp_path):
        answer = test_commands.typed(tmp_path, "digest", "--month", "2026-10", "--to", "digest.eml", at=here)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert b"Subject: " in (here / "digest.eml").read_bytes()
