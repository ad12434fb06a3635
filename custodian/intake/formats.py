"""The declarations of data/formats/: how to recognise a tool's export, read it, and what its columns mean."""
