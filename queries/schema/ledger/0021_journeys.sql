-- Every company's way from the first sign to the repeat order: the first time it took each step, and the file and line
-- that say so. Made anew at import; what the pages read.
create table ledger.journeys (
    company varchar not null,
    name varchar not null,              -- one of the ways in which it is written
    country varchar,
    source varchar,                     -- who brought it: of the first record that names a source or campaign before it bought
    campaign varchar,
    sign struct("on" date, import_id integer, line bigint),
    lead struct("on" date, import_id integer, line bigint),
    qualified struct("on" date, import_id integer, line bigint),
    accepted struct("on" date, import_id integer, line bigint),
    opportunity struct("on" date, import_id integer, line bigint),
    won struct("on" date, import_id integer, line bigint),
    ordered struct("on" date, import_id integer, line bigint),
    repeated struct("on" date, import_id integer, line bigint),
    lost struct("on" date, import_id integer, line bigint),    -- its last lost deal, none open and none won, or its lead sent back
    is_disordered boolean not null,     -- a contact of it has a later step dated before the lead
)
