"""Why something a person wrote cannot be kept, in sentences for that person."""


class Refused(ValueError):
    """Nothing was saved; `faults` are all the reasons at once."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


class Overtaken(ValueError):
    """Somebody else changed the same record in the meantime. Nothing was saved, and nothing of theirs overwritten."""


def unsigned(by: str) -> list[str]:
    return [] if by.strip() else ["Every entry says who made it, and no name was given. Write your name."]
