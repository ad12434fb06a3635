create or replace table marketing_sources as
select lower(unnest($sources::varchar[])) as source
