"""How the running app's door is set up for those who come through it."""

import socket
from contextlib import closing

from custodian.commands import serve


def test_an_answers_body_does_not_wait_until_its_head_is_acknowledged():
    """Each of a page's sixty files and each message to it would take 0.04 s more."""
    with (
        closing(serve._listening("127.0.0.1", 0)) as door,
        closing(socket.create_connection(door.getsockname())),
        closing(door.accept()[0]) as visitor,
    ):
        assert visitor.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
