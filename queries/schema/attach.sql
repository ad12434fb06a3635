attach '{place}' as {catalogue}
