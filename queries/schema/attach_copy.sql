attach '{place}' as copied
