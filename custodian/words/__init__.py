"""How figures are said: the same words and numbers on the screens and on paper. Pure functions; no screen, no file."""
