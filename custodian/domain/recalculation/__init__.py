"""Every KPI a second time: naively, in Polars, from the ledger's rows, by its definition and by none of its SQL."""
