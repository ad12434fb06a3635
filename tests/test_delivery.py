"""How fast the running app answers, and in which state it waits for visitors."""

import http.client
import statistics
import time
from urllib.parse import urlsplit

import pytest

from tests import browsing


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with browsing.serving(tmp_path_factory.mktemp("served")) as address:
        yield address


def test_an_answers_body_does_not_wait_until_its_head_is_acknowledged(served):
    """Each of a page's sixty files and each message to it would take 0.04 s more."""
    asking = http.client.HTTPConnection(urlsplit(served).netloc, timeout=20)
    assert statistics.median(_seconds(asking) for _ in range(21)) < 0.02


def _seconds(asking: http.client.HTTPConnection) -> float:
    began = time.perf_counter()
    asking.request("GET", "/favicon.png")
    assert asking.getresponse().read()
    return time.perf_counter() - began
