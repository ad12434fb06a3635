-- One row for every table of a file that was loaded; nothing is ever deleted here, an undone import says when.
create table ledger.imports (
    import_id integer not null,
    file varchar not null,              -- the file's name as it was dropped
    part varchar not null,              -- the table inside it: a zip's member, a sheet, a stacked table; '' where there is one
    hash varchar not null,              -- SHA-256 of the whole file, its name in the archive
    format varchar not null,
    source varchar not null,
    target varchar not null,            -- the ledger table
    contract varchar not null,          -- how the file was read, as JSON: needed to read it again the same way
    rows_read bigint not null,
    rows_added bigint not null,
    rows_changed bigint not null,
    rows_unchanged bigint not null,
    rows_vanished bigint not null,
    rows_refused bigint not null,
    totals_dropped bigint not null,
    first_month date,
    last_month date,
    imported_by varchar not null,
    imported_at timestamp not null,
    undone_by varchar,
    undone_at timestamp,
)
