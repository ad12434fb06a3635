"""What is loaded for good is never again looked through for garbage.

Streamlit collects garbage at the end of every script run, just when the page's last elements are to be sent: with the
library of the forecasts loaded that takes 45 ms, without what is frozen here less than 5.
"""

import asyncio
import gc
import sys

LOOKS_EVERY = 1.0  # seconds; comparing two numbers


def freeze() -> None:
    gc.collect()
    gc.freeze()


async def freeze_what_is_loaded(every: float = LOOKS_EVERY) -> None:
    """Again whenever more modules have been loaded, once no further ones come."""
    frozen = 0
    while True:
        loaded = len(sys.modules)
        await asyncio.sleep(every)
        if frozen != loaded == len(sys.modules):
            freeze()
            frozen = loaded
