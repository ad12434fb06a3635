"""How long something took, as a clock shows it."""


def clock(seconds: int) -> str:
    """3:05 · 61:00"""
    return f"{seconds // 60}:{seconds % 60:02d}"
