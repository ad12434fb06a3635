select count(*) from records.{table}
