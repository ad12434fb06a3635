-- Whether any KPI of any month can be told.
select exists (from ledger.kpi_months) as has_figures
