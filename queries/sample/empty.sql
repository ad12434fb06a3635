delete from {catalogue}.{table}
