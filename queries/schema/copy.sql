-- Every table of a catalogue as it stands, into a file of its own.
copy from database {catalogue} to copied
