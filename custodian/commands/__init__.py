"""What can be typed: each module one or a few commands; `custodian/__main__.py` gathers them."""
