"""What two people wrote on one entry at once, brought together part by part, so that nothing of either is lost.

A part is a field, or one member of a field that lists several things with a name of their own: a key result. What only
one of the two changed is taken over; what both changed, each in another way, somebody has to choose.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import Field, astuple, dataclass, is_dataclass, replace
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from custodian.domain import versions

Whose = Literal["theirs", "mine"]
_NOT_WRITTEN = ("id", "version")
_D = TypeVar("_D", bound=versions.Draft)


@dataclass(frozen=True, order=True)
class Name:
    """Of a part: its field, and which member of it, '' for the field as a whole."""

    field: str
    member: str = ""


@dataclass(frozen=True)
class Part:
    """What stood there when both began, what the faster one saved, what the slower one has written.

    A member that is not there is None.
    """

    name: Name
    opened: Any
    theirs: Any
    mine: Any

    @property
    def is_for_choosing(self) -> bool:
        return not (_same(self.theirs, self.mine) or _same(self.theirs, self.opened) or _same(self.mine, self.opened))

    @property
    def changed_by(self) -> Whose | None:
        """The only one who changed it; None where both did, or in the same way."""
        if _same(self.theirs, self.mine) or self.is_for_choosing:
            return None
        return "mine" if _same(self.theirs, self.opened) else "theirs"


def changed(before: versions.Draft, after: versions.Draft) -> list[Part]:
    """The parts that differ, what stood there before as `opened` and what stands there now as both others."""
    old, new = parts(before), parts(after)
    return [
        Part(name, old.get(name), new.get(name), new.get(name))
        for name in dict.fromkeys([*new, *old])
        if not _same(old.get(name), new.get(name))
    ]


def written(draft: versions.Draft) -> list[Part]:
    """What stands in a first version beside what every new one begins with."""
    usual = {name: field.default for name, field in draft.__dataclass_fields__.items()}
    told = {name: value for name, value in parts(draft).items() if value not in (usual[name.field], "", ())}
    return [Part(name, None, value, value) for name, value in told.items()]


def between(opened: versions.Draft, theirs: versions.Draft, mine: versions.Draft) -> list[Part]:
    """The parts that at least one of the two changed."""
    three = [parts(one) for one in (opened, theirs, mine)]
    names = dict.fromkeys(name for known in (three[1], three[2], three[0]) for name in known)
    found = [Part(name, *(known.get(name) for known in three)) for name in names]
    return [part for part in found if not (_same(part.opened, part.theirs) and _same(part.opened, part.mine))]


def for_choosing(found: Sequence[Part], chosen: Mapping[Name, Whose]) -> list[Part]:
    """Those that both changed and nobody has chosen yet."""
    return [part for part in found if part.is_for_choosing and part.name not in chosen]


def merged(opened: _D, theirs: _D, mine: _D, chosen: Mapping[Name, Whose]) -> _D:
    """Both together, as a version on top of theirs. Raises KeyError where something is still to be chosen."""
    found = {part.name: part for part in between(opened, theirs, mine)}
    was, said, wrote = parts(opened), parts(theirs), parts(mine)
    in_order = [*said, *wrote] if list(said) != list(was) else [*wrote, *said]
    values = {name: _kept(found[name], chosen) if name in found else said[name] for name in dict.fromkeys(in_order)}
    whole: dict[str, Any] = {}
    for name, value in values.items():
        if not name.member:
            whole[name.field] = value
        elif value is not None:
            whole[name.field] = (*whole.get(name.field, ()), value)
        else:
            whole.setdefault(name.field, ())
    return cast(_D, replace(cast(Any, mine), **whole, id=theirs.id, version=theirs.version))


def parts(draft: versions.Draft) -> dict[Name, Any]:
    found: dict[Name, Any] = {}
    for field, value in versions.fields(draft).items():
        if field in _NOT_WRITTEN:
            continue
        if _lists_things(draft.__dataclass_fields__[field]):
            found |= {Name(field, member): one for member, one in _by_name(value).items()}
        else:
            found[Name(field)] = value
    return found


def _lists_things(field: Field[Any]) -> bool:
    """Is it declared as a tuple of things with fields of their own?"""
    listed = get_args(field.type)
    return get_origin(field.type) is tuple and bool(listed) and is_dataclass(listed[0])


def _by_name(things: Sequence[Any]) -> dict[str, Any]:
    """By their first field. Two of one name, and those that have none yet, are told apart by their order."""
    seen: Counter[str] = Counter()
    found = {}
    for one in things:
        name = str(astuple(one)[0])
        seen[name] += 1
        found[f"{name} {seen[name]}" if seen[name] > 1 or not name else name] = one
    return found


def _kept(part: Part, chosen: Mapping[Name, Whose]) -> Any:  # noqa: ANN401
    whose = chosen[part.name] if part.is_for_choosing else part.changed_by
    return part.mine if whose == "mine" else part.theirs


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401
    """A blank more or less is none of the changes that people make."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return bool(one == other)
