"""From a file to ledger rows: identify, read, convert, compare, commit, undo. Only commit and undo write."""
