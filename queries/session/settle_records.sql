-- Writes what changed into the catalogue's file and empties the log of single writes beside it.
force checkpoint records
