"""Custodian: the brand-experience dashboard that sales and marketing share."""
