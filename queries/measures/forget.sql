delete from ledger.kpi_months
where kpi = $kpi and month between $first_day and $last_day
