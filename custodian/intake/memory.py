"""What is remembered of a source's surveys: their names, what their questions measure, which take several answers."""

from collections.abc import Sequence

from custodian.intake.contracts import Contract


def folded(contract: Contract) -> Contract:
    """The survey loaded last laid to the others of its source, so that the next file is asked about anew."""
    if not contract.survey or not contract.account:
        return contract
    surveys = contract.surveys | {contract.account: contract.survey}
    return contract.deciding(surveys=surveys, survey={}, account="")


def recalled(contract: Contract, questions: Sequence[str]) -> Contract:
    """With what is known of the survey that asked most of these questions and few others; not where two did so."""
    likely = alike(contract, questions)
    name = contract.account or (likely[0] if len(likely) == 1 else "")
    if not name:
        return contract
    return contract.deciding(account=name, survey={**contract.surveys.get(name, {}), **contract.survey})


def alike(contract: Contract, questions: Sequence[str]) -> list[str]:
    """The names of the surveys that may be this one, as far as its questions tell."""
    shared = {name: len(set(questions) & known.keys()) for name, known in contract.surveys.items()}
    likely = {name: n for name, n in shared.items() if 2 * n > max(len(questions), len(contract.surveys[name]))}
    return [name for name, number in likely.items() if number == max(likely.values())]
