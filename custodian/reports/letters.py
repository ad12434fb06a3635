"""From what a digest says to a mail: plain text and simple HTML of the same lines.

The HTML is built as a tree and never as text, and headers hold no line breaks: what people wrote stays what it is.
"""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from custodian.domain.refusals import Refused
from custodian.reports.digest import Entry, Letter
from custodian.words import colours, wording

NOBODY = "custodian@localhost"  # who a mail is from that is only written into a file
WIDE = 78
_FONT = "font-family: 'Source Sans 3', 'Segoe UI', Arial, sans-serif"
_MUTED = f"margin: 2px 0; color: {colours.MUTED}"


def mail(letter: Letter, sender: str, recipients: tuple[str, ...], at: datetime) -> EmailMessage:
    """Raises Refused where an address is none. `at` has its time zone."""
    message = EmailMessage()
    message["Subject"] = wording.on_paper(letter.subject)
    message["From"] = address(sender or NOBODY)
    if recipients:
        message["To"] = tuple(address(one) for one in recipients)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid("custodian", address(sender or NOBODY).domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain(letter))
    message.add_alternative(html(letter), subtype="html")
    return message


def address(written: str) -> Address:
    """From “name@company.com” or “Name <name@company.com>”. Raises Refused."""
    name, _, rest = written.rpartition("<")
    plain = rest.strip().removesuffix(">") if name or written.startswith("<") else written.strip()
    user, _, host = plain.rpartition("@")
    is_plain = user and host and not set(plain) & set(' \t\r\n<>,;:"()[]\\') and plain.isascii() and plain.isprintable()
    if not is_plain or wording.on_paper(written) != written:
        raise Refused(
            [f"Expected an address such as name@company.com; found “{wording.on_paper(written)}”. Correct the setting."]
        )
    return Address(name.strip().strip('"'), user, host)


def plain(letter: Letter) -> str:
    blocks = [[letter.finding, *letter.notes]]
    for section in letter.sections:
        blocks.append([section.title.upper()])
        blocks += [_written(entry) for entry in section.entries]
    blocks.append([line for entry in letter.foot for line in _written(entry)])
    return "\n\n".join("\n".join(map(_line, block)) for block in blocks) + "\n"


def _written(entry: Entry) -> list[str]:
    return [entry.head, *(f"  {line}" for line in entry.lines), *([f"  {entry.link}"] if entry.link else [])]


def _line(text: str) -> str:
    said = wording.on_paper(text)
    return f"  {said}" if text.startswith("  ") else said


def html(letter: Letter) -> str:
    page = Element("html", lang="en")
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = wording.on_paper(letter.subject)
    body = SubElement(page, "body", style=f"{_FONT}; color: {colours.INK}; font-size: 16px; line-height: 1.4")
    _text(body, "h1", letter.finding, "font-size: 22px; margin: 0 0 4px")
    for note in letter.notes:
        _text(body, "p", note, _MUTED)
    for section in letter.sections:
        _text(body, "h2", section.title, "font-size: 18px; margin: 22px 0 6px")
        for entry in section.entries:
            _entry(body, entry)
    SubElement(body, "hr", style=f"border: 0; border-top: 1px solid {colours.LINE}; margin: 22px 0 8px")
    for entry in letter.foot:
        _entry(body, entry, "normal")
    return "<!doctype html>\n" + ElementTree.tostring(page, encoding="unicode", method="html") + "\n"


def _entry(body: Element, entry: Entry, weight: str = "bold") -> None:
    color = {"▲": colours.GOOD, "▼": colours.BAD}.get(entry.head[:1], colours.INK)
    head = SubElement(body, "p", style=f"margin: 12px 0 0; font-weight: {weight}")
    link = SubElement(head, "a", href=entry.link) if entry.link else head
    link.set("style", f"{link.get('style', '')}; color: {color}".removeprefix("; "))
    link.text = wording.on_paper(entry.head)
    for line in entry.lines:
        _text(body, "p", line, "margin: 2px 0")


def _text(parent: Element, tag: str, text: str, style: str) -> None:
    SubElement(parent, tag, style=style).text = wording.on_paper(text)
