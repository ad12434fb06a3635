"""Why something a person wrote cannot be kept, in sentences for that person."""


class Refused(ValueError):
    """Nothing was saved; `faults` are all the reasons at once."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


class Overtaken(ValueError):
    """Somebody else changed the same record in the meantime. Nothing was saved, and nothing of theirs overwritten."""
