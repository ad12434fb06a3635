"""Voltara, the sample company: who they are, their story of 24 months, and the exports their tools wrote."""
