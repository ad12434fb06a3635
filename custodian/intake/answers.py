"""Surveys whose columns are questions as one row per answer, each question matched once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from custodian.intake import asking, memory, questionnaires, respondents, several
from custodian.intake.contracts import Contract, Question
from custodian.intake.formats import Format
from custodian.intake.headers import Names
from custodian.intake.questionnaires import ADDRESS, OTHER, Asked, Questionnaire, cell
from custodian.intake.staging import Decision, Refused
from custodian.intake.tables import LINE, RawTable
from custodian.warehouse import tables

SCALES = (
    ("very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied", "satisfied", "very satisfied"),
    ("very unlikely", "unlikely", "neither likely nor unlikely", "likely", "very likely"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("very poor", "poor", "fair", "good", "excellent"),
    ("sehr unzufrieden", "unzufrieden", "teils teils", "zufrieden", "sehr zufrieden"),
    ("très insatisfait", "insatisfait", "ni satisfait ni insatisfait", "satisfait", "très satisfait"),
    ("muy insatisfecho", "insatisfecho", "ni satisfecho ni insatisfecho", "satisfecho", "muy satisfecho"),
)
GRADES = {label: str(grade) for scale in SCALES for grade, label in enumerate(scale, 1)}
ADDED = ("Question", "Answer", "Value", "Role", "Touchpoint", "Measure")
NAMING = ("known_unprompted", "known_prompted", "would_consider")  # what counts is which name was ticked
RANGES = {"recommend": (0, 10), "would_consider": (0, 1), "known_prompted": (0, 1)} | dict.fromkeys(
    ("satisfaction", "reorder", "buying_experience"), (1, 5)
)
ENOUGH = 20  # answers of which one would be above 5 if the scale went to 10


@dataclass(frozen=True)
class Prepared:
    """A wide survey with what is known of it: its questions, how they are read, what was decided and is asked."""

    found: Questionnaire
    contract: Contract
    decisions: tuple[Decision, ...] = ()
    questions: tuple[Question, ...] = ()


def prepared(raw: RawTable, declared: Format, contract: Contract) -> Prepared:
    found = questionnaires.of(raw, declared)
    contract = memory.recalled(contract, [asked.text for asked in found.asked])
    questions = asking.questions(found, declared, contract)
    is_trial = asking.are_trials(found)
    tried = found.responses.filter(is_trial).height if contract.trials == asking.SKIP else 0
    if tried:
        found = replace(found, responses=found.responses.filter(~is_trial))
    known = {asked.text: _options(asked, found, declared) for asked in found.asked if declared.joined}
    contract = contract.deciding(several=known | contract.several)
    return Prepared(found, contract, tuple(_decisions(found, contract, known, tried)), tuple(questions))


def long(raw: RawTable, declared: Format, ready: Prepared) -> RawTable:
    """One row per answer, beside the columns about the response; skipped and unmatched questions are left out."""
    found, contract = ready.found, ready.contract
    about = _about(raw, declared, contract, found)
    rows = found.responses.with_columns(series.alias(f"about {at}") for at, series in enumerate(about.values()))
    parts = [
        part.with_columns(pl.lit(word, pl.String).alias(name) for name, word in zip(ADDED[3:], matched, strict=True))
        for asked in found.asked
        if (matched := tuple(contract.survey.get(asked.text, asking.SKIPPED))) != asking.SKIPPED
        for part in _answers(asked, rows, matched[2], contract, declared)
    ]
    wanted = [f"about {at}" for at in range(len(about))] + list(ADDED)
    names = [name.alias(f"c{place}") for place, name in enumerate(map(pl.col, wanted))]
    schema = {LINE: pl.Int64} | {f"c{place}": pl.String for place in range(len(wanted))}
    frame = pl.concat([part.select(LINE, *names) for part in parts]) if parts else pl.DataFrame(schema=schema)
    return replace(raw, header=(*about, *ADDED), rows=frame.sort(LINE, maintain_order=True).lazy())


def _options(asked: Asked, found: Questionnaire, declared: Format) -> tuple[str, ...]:
    """Of a question, or of all lines of a grid."""
    cells = found.responses.select(cell(place).alias(f"{place}") for place in asked.places).unpivot()["value"]
    return several.options(cells.to_list(), declared.joined)


def _decisions(
    found: Questionnaire, contract: Contract, known: dict[str, tuple[str, ...]], tried: int
) -> list[Decision]:
    said = []
    if tried:
        said.append(
            Decision(f"{tried} responses are left out", "they were given in trying the survey out, as you said")
        )
    if found.of_persons:
        shown = ", ".join(f"“{name}”" for name in dict.fromkeys(found.of_persons))
        said.append(Decision(f"Not kept: {shown}", "names, addresses and telephone numbers of persons are not needed"))
    for text in known:
        if options := contract.several.get(text):
            why = f"such as {', '.join(f'“{one}”' for one in options[:3])} in its cells, alone and together"
            said.append(Decision(f"“{text}” may have several answers in a cell", why))
    return said


def _about(raw: RawTable, declared: Format, contract: Contract, found: Questionnaire) -> dict[str, pl.Series]:
    """By name in the file what it tells of each response."""
    types = tables.declared()[declared.table].columns
    about: dict[str, pl.Series] = {}
    times = None
    for ours, filling in declared.columns.items():
        agreed = [contract.columns[ours]] if ours in contract.columns else []
        spellings = [*agreed, *(filling.names.spellings if filling.names else ())]
        places = [place for one in spellings for place in Names((one,)).places(raw.header)[:1]]
        if not places or spellings[0] in ADDED:
            continue
        first = pl.coalesce(pl.when(cell(place) != "").then(cell(place)) for place in places).fill_null("")
        cells = first if types[ours].type == "moment" else cell(places[0])
        about[raw.header[places[0]]] = found.responses.select(cells.alias("cell"))["cell"]
        times = about[raw.header[places[0]]] if ours == "answered_at" else times
    return about | _numbers(raw, declared, contract, found, times)


def _numbers(
    raw: RawTable, declared: Format, contract: Contract, found: Questionnaire, times: pl.Series | None
) -> dict[str, pl.Series]:
    names = declared.columns["response_id"].names or Names(())
    agreed = contract.columns.get("response_id", "")
    if names.places(raw.header) and agreed not in respondents.MADE:
        return {}
    places = [place for asked in found.asked for place in asked.places]
    answers = found.responses.select(cell(place).alias(f"{place}") for place in places).rows()
    how, numbers = respondents.made(times, answers, contract)
    return {how: numbers}


def _answers(
    asked: Asked, rows: pl.DataFrame, measure: str, contract: Contract, declared: Format
) -> list[pl.DataFrame]:
    ticked = _is_ticked(asked, rows)
    answered = rows.filter(pl.any_horizontal(cell(place) != "" for place in asked.places))
    parts = []
    for place, option in zip(asked.places, asked.options, strict=True):
        question = f"{asked.text} [{option}]" if option else asked.text
        if ticked and not OTHER.fullmatch(option):
            parts.append(_tick(answered, place, question, option, measure))
        elif options := contract.several.get(asked.text, ()):
            parts.append(_parted(rows, place, question, options, measure, declared))
        else:
            said = rows.filter(cell(place) != "").with_columns(_masked(cell(place)).alias("Answer"))
            parts.append(
                said.with_columns(pl.lit(question).alias("Question"), _graded(cell(place), measure).alias("Value"))
            )
    _refuse_other_scale(asked.text, measure, pl.concat([part.select(LINE, "Answer", "Value") for part in parts]))
    return parts


def _tick(answered: pl.DataFrame, place: int, question: str, option: str, measure: str) -> pl.DataFrame:
    """Where makers are named, a tick tells a name and no yes: only those that were ticked, without a value."""
    is_on = ~cell(place).is_in(["", "0"])
    said = answered.with_columns(pl.lit(question).alias("Question"), pl.lit(option).alias("Answer"))
    if measure in NAMING:
        return said.filter(is_on).with_columns(pl.lit(None, pl.String).alias("Value"))
    return said.with_columns(pl.when(is_on).then(pl.lit("1")).otherwise(pl.lit("0")).alias("Value"))


def _parted(
    rows: pl.DataFrame, place: int, question: str, options: Sequence[str], measure: str, declared: Format
) -> pl.DataFrame:
    """A row for each answer of a cell."""
    cells = rows.select(LINE, cell(place).alias("cell")).filter(pl.col("cell") != "").rows()
    told = [
        (line, f"{question} [{option}]", said, None if measure in NAMING or option == several.OTHER else "1")
        for line, text in cells
        for option, said in several.parts(text, options, declared.joined).items()
    ]
    schema = {LINE: pl.Int64} | dict.fromkeys(ADDED[:3], pl.String)
    parted = pl.DataFrame(told, schema=schema, orient="row").with_columns(_masked(pl.col("Answer")))
    return parted.join(rows, on=LINE, how="left", maintain_order="left")


def _is_ticked(asked: Asked, rows: pl.DataFrame) -> bool:
    """Whether every column repeats its own option, or is empty."""
    if len(asked.places) < 2 or not all(asked.options):
        return False
    fits = [
        cell(place).is_in(["", option, "0", "1"]).all().alias(f"{place}")
        for place, option in zip(asked.places, asked.options, strict=True)
        if not OTHER.fullmatch(option)
    ]
    return bool(fits) and all(rows.select(fits).row(0))


def _masked(text: pl.Expr) -> pl.Expr:
    """Of an address within an answer its domain is kept."""
    return text.str.replace_all(ADDRESS, "…@${1}")


def _graded(said: pl.Expr, measure: str) -> pl.Expr:
    """The number that an answer is or begins with, or its place on a scale of five."""
    number = said.str.extract(r"^(\d+(?:\.\d+)?)(?:$| *[-–:] +\p{L})", 1)
    if measure == "recommend":
        return number
    if measure == "known_unprompted":
        return said.str.extract("^([01])$", 1)
    graded = said.str.to_lowercase().replace_strict(
        list(GRADES), list(GRADES.values()), default=None, return_dtype=pl.String
    )
    return pl.coalesce(number, graded)


def _refuse_other_scale(text: str, measure: str, said: pl.DataFrame) -> None:
    """Answers on another scale than that of the measure would be a wrong number."""
    if measure not in RANGES or said.is_empty():
        return
    low, high = RANGES[measure]
    value = pl.col("Value").cast(pl.Float64)
    wrong = said.filter(~value.is_between(low, high))
    numbers = said.filter(pl.col("Value").is_not_null())
    is_short = measure == "recommend" and numbers.height >= ENOUGH and not numbers.filter(value > 5).height
    if (numbers.is_empty() and measure not in NAMING) or is_short:
        wrong = said
    if wrong.is_empty():
        return
    line, answer = wrong.select(LINE, "Answer").row(0)
    found = f"“{answer}” (line {line:,})" + (f", and no answer of {numbers.height} above 5" if is_short else "")
    todo = f"Choose another measure for this question, or `{asking.SKIP}` to leave it out."
    raise Refused(
        f"answers from {low} to {high} to “{text}”, which is to tell {measure.replace('_', ' ')}", found, todo
    )
