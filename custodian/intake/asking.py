"""What a person is asked about a survey, once per source: what each of its questions measures, and who answers it."""

import re

import polars as pl

from custodian.intake import memory
from custodian.intake.contracts import Choice, Contract, Question
from custodian.intake.formats import Format
from custodian.intake.questionnaires import Asked, Questionnaire, cell
from custodian.intake.tables import LINE

SKIPPED = ("", "", "")
SKIP = "skip"
LOAD = "load"
LONGEST = 140
ROLES = ("customer", "prospect", "lost buyer", "sales", "marketing")
MEASURES = [
    "known_unprompted",
    "known_prompted",
    "would_consider",
    "buying_experience",
    "satisfaction",
    "recommend",
    "reorder",
    "loss_reason",
]
GUESSES = (
    ("recommend", "", r"recommend|weiterempfehl|empfehlen|recommand|recomend"),
    ("reorder", "", r"(order|buy) .*again|re-?order|wieder .*(kaufen|bestellen)"),
    ("satisfaction", "delivery", r"(satisf|zufrieden).*(deliver|liefer)"),
    ("satisfaction", "service", r"(satisf|zufrieden).*service"),
    ("satisfaction", "", r"satisf|zufrieden|satisfecho"),
    ("buying_experience", "purchase", r"buying|purchas|how was it to (buy|talk)|kauf(erlebnis|prozess)"),
    ("would_consider", "", r"would you consider|consider .*(buying|supplier|next)|in (frage|betracht)"),
    ("known_prompted", "", r"which of (these|the following).*(know|heard)|have you heard of"),
    ("known_unprompted", "", r"which (brands|companies|suppliers|makers).*(come to mind|know|think of)"),
    ("loss_reason", "", r"why did you (not|choose|decide)|main reason"),
)
ROLE_OF = {
    "loss_reason": "lost buyer",
    "known_unprompted": "prospect",
    "known_prompted": "prospect",
    "would_consider": "prospect",
}


def matched(value: str) -> tuple[str, str, str]:
    """`role/touchpoint/measure`, or `skip` for a question that is not to be loaded. Raises ValueError."""
    if value == SKIP:
        return SKIPPED
    parts = value.split("/")
    if len(parts) != 3 or parts[0] not in ROLES or (parts[2] and parts[2] not in MEASURES):
        raise ValueError(
            f"Expected role/touchpoint/measure, such as customer/delivery/satisfaction, or {SKIP}; found “{value}”."
            f" Roles are {', '.join(ROLES)}; measures are {', '.join(MEASURES)}."
        )
    return parts[0], parts[1], parts[2]


def questions(found: Questionnaire, declared: Format, contract: Contract) -> list[Question]:
    """Those not matched yet, with a guess from its text; where a survey may be one of two, its name comes first."""
    trials = _about_trials(found, declared) if not contract.trials else []
    if not contract.account and len(memory.alike(contract, [asked.text for asked in found.asked])) > 1:
        return trials
    return trials + [_question(one, found.responses) for one in found.asked if one.text not in contract.survey]


def are_trials(found: Questionnaire) -> pl.Expr:
    """Of people who tried the survey out, or made up by the tool."""
    tests = [
        cell(place).str.to_lowercase().is_in([value.casefold() for value in values.spellings])
        for place, values in found.trials
    ]
    return pl.any_horizontal(tests) if tests else pl.lit(False)


def _about_trials(found: Questionnaire, declared: Format) -> list[Question]:
    tried = found.responses.filter(are_trials(found))
    if tried.is_empty():
        return []
    text = (
        f"{tried.height} of {found.responses.height} responses were given in trying the survey out, or made up by"
        f" {declared.tool}. Are they to be loaded?"
    )
    choices = (Choice(SKIP, "No, leave them out"), Choice(LOAD, "Yes, they are answers like the others"))
    return [Question("trials", text, f"the first stands in line {tried[LINE][0]:,}", choices, SKIP)]


def _question(asked: Asked, rows: pl.DataFrame) -> Question:
    cells = rows.select(cell(place).alias(f"{place}") for place in asked.places).unpivot()["value"]
    said = cells.filter(cells != "")
    measure, touchpoint = _guess(asked, said)
    role = ROLE_OF.get(measure, "customer")
    choices = (
        Choice(SKIP, "do not load this question"),
        *(Choice(f"{ROLE_OF.get(name, 'customer')}//{name}", name.replace("_", " ")) for name in MEASURES),
    )
    asks = "who answers it, about which point of contact, and what does it measure?"
    text = f"“{_short(asked.text)}”{_with_options(asked)}: {asks}"
    suggestion = f"{role}/{touchpoint}/{measure}" if measure else SKIP
    return Question(f"survey:{asked.text}", text, _short(said[0]) if said.len() else "", choices, suggestion)


def _guess(asked: Asked, said: pl.Series) -> tuple[str, str]:
    """By the words of the question, where the answers are on the scale of that measure."""
    told = ((name, at) for name, at, like in GUESSES if re.search(like, asked.text, re.IGNORECASE))
    measure, touchpoint = next(told, ("", ""))
    numbers = said.str.extract(r"^(\d+)", 1).cast(pl.Float64).drop_nulls()
    highest = float(numbers.max() or 0)  # type: ignore[arg-type]
    if measure == "recommend" and said.len() and not (numbers.len() and 5 < highest <= 10):
        return "", ""
    if measure in ("satisfaction", "reorder", "buying_experience") and highest > 5:
        return "", ""
    return measure, touchpoint


def _with_options(asked: Asked) -> str:
    named = [option for option in asked.options if option]
    return f" ({', '.join(named[:3])}{' …' if len(named) > 3 else ''})" if len(named) > 1 else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
