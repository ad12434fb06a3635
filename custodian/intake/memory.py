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
    """With what is known of the survey that asked most of these questions; of none where two did so equally."""
    name = contract.account or _most_like(contract, set(questions))
    if not name:
        return contract
    return contract.deciding(account=name, survey={**contract.surveys.get(name, {}), **contract.survey})


def _most_like(contract: Contract, questions: set[str]) -> str:
    shared = {name: len(questions & known.keys()) for name, known in contract.surveys.items()}
    likely = {name: n for name, n in shared.items() if 2 * n >= min(len(questions), len(contract.surveys[name])) > 0}
    best = [name for name, number in likely.items() if number == max(likely.values())]
    return best[0] if len(best) == 1 else ""
