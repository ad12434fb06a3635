"""Cells that hold several answers: told by options that come again, parted only where no option is cut in two."""

from collections import Counter
from collections.abc import Mapping, Sequence

LONGEST = 80
OTHER = "Other"


def options(cells: Sequence[str], signs: Sequence[str]) -> tuple[str, ...]:
    """What may be ticked, as far as the cells show it; nothing where each holds one answer."""
    for sign in signs:
        parted = _uncut([list(filter(None, map(str.strip, cell.split(sign)))) for cell in cells], sign)
        several = [parts for parts in parted if len(parts) > 1]
        times = Counter(part for parts in parted for part in set(parts))
        again = sum(times[part] > 1 for parts in several for part in parts)
        if len(several) > 1 and again * 2 >= sum(map(len, several)) and all(len(part) <= LONGEST for part in times):
            return tuple(sorted(part for part, number in times.items() if number > 1))
    return ()


def parts(cell: str, known: Sequence[str], signs: Sequence[str]) -> Mapping[str, str]:
    """Option → answer. A semicolon always parts; between commas stand known options, what is left is the other."""
    if ";" in signs and ";" in cell:
        return {part: part for part in map(str.strip, cell.split(";")) if part}
    ordered = sorted(known, key=len, reverse=True)
    found: dict[str, str] = {}
    other: list[str] = []
    while cell:
        sign = next((sign for sign in signs if sign in cell), "\0")
        option = next((one for one in ordered if cell == one or cell.startswith(f"{one}{sign}")), "")
        said, _, left = (option, sign, cell[len(option) + len(sign) :]) if option else cell.partition(sign)
        if option:
            found[option] = option
        else:
            other.append(said.strip())
        cell = left.strip()
    return found | ({OTHER: ", ".join(other)} if other else {})


def _uncut(parted: list[list[str]], sign: str) -> list[list[str]]:
    """`Yes, often` stays whole: no part is cut off that never stands without its neighbour, or goes on a sentence."""
    while sign != ";":
        alone = Counter(part for parts in parted for part in parts)
        pairs = Counter(pair for parts in parted for pair in zip(parts, parts[1:], strict=False))
        whole = {
            (left, right)
            for (left, right), times in pairs.items()
            if times in (alone[left], alone[right]) or right[:1].islower() or left.count("(") > left.count(")")
        }
        if not whole:
            break
        parted = [_joined(parts, whole, sign) for parts in parted]
    return parted


def _joined(parts: list[str], whole: set[tuple[str, str]], sign: str) -> list[str]:
    done: list[str] = []
    last = ""
    for part in parts:
        if done and (last, part) in whole:
            done[-1] = f"{done[-1]}{sign}{part}"
        else:
            done.append(part)
        last = part
    return done
