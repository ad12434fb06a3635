"""Handing a mail to the company's mail server; what is missing or goes wrong is a sentence. No password is told."""

import smtplib
import ssl
from email.message import EmailMessage
from ipaddress import ip_address

from custodian import settings as all_settings
from custodian.domain.refusals import Refused
from custodian.settings import Settings

SECONDS = 30  # of patience with a server that says nothing
_WRITE = "Write it in custodian.toml or in the environment."


def missing(settings: Settings) -> list[str]:
    """What keeps a digest from being sent, each in a sentence."""
    wanted = {
        "smtp_host": "the name of your mail server, such as smtp.company.com",
        "mail_from": "who the digest is from, such as custodian@company.com",
        "mail_to": 'who it goes to, such as ["director@company.com"]',
    }
    found = [
        f"Expected the setting “{name}”: {says}; found none. {_WRITE}"
        for name, says in wanted.items()
        if not getattr(settings, name)
    ]
    if settings.smtp_user and not all_settings.smtp_password():
        found.append(
            f"Expected the password of “{settings.smtp_user}” as {all_settings.SMTP_PASSWORD} in the environment "
            "in which Custodian runs; found none. Set it there; it belongs in no file."
        )
    if settings.smtp_user and settings.smtp_security == "none" and not _is_this_machine(settings.smtp_host):
        found.append(
            "Expected “smtp_security” to be starttls or tls where a password is sent; found none. Everybody on the way "
            "could read it."
        )
    return found


def send(message: EmailMessage, settings: Settings) -> list[str]:
    """Whom the server did not take the mail for, while it took it for others. Raises Refused."""
    if wrong := missing(settings):
        raise Refused(wrong)
    server = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        with _connected(settings) as connection:
            if settings.smtp_user:
                connection.login(settings.smtp_user, all_settings.smtp_password())
            return sorted(connection.send_message(message))
    except smtplib.SMTPAuthenticationError as fault:
        raise _not_sent(f"{server} to know “{settings.smtp_user}”", _answer(fault), "name and password") from None
    except smtplib.SMTPRecipientsRefused as fault:
        names = ", ".join(sorted(fault.recipients))
        raise _not_sent(f"{server} to take mail for {names}", "it refused all of them", "mail_to") from None
    except smtplib.SMTPResponseException as fault:
        raise _not_sent(f"{server} to take the mail", _answer(fault), "mail_from and the server's rules") from None
    except (smtplib.SMTPException, ssl.SSLError) as fault:
        raise _not_sent(f"{server} to speak {settings.smtp_security}", _hidden(str(fault)), "smtp_security") from None
    except OSError as fault:
        said = fault.strerror or str(fault)
        raise _not_sent(f"a mail server at {server}", f"no way there ({said})", "smtp_host and smtp_port") from None


def _connected(settings: Settings) -> smtplib.SMTP:
    if settings.smtp_security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=SECONDS, context=context)
    connection = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS)
    if settings.smtp_security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection


def _answer(fault: smtplib.SMTPResponseException) -> str:
    said = fault.smtp_error.decode("utf-8", "replace") if isinstance(fault.smtp_error, bytes) else str(fault.smtp_error)
    return f"it answered {fault.smtp_code} {_hidden(said)}"


def _hidden(said: str) -> str:
    """Whatever a server answers, in one line and without the password."""
    password = all_settings.smtp_password()
    told = " ".join(said.split()).rstrip(".")
    return told.replace(password, "…") if password else told


def _not_sent(expected: str, found: str, look_at: str) -> Refused:
    return Refused([f"Expected {expected}; {found}. Nothing was sent; look at {look_at} and try again."])


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
