create or replace table brand_terms as
select lower(unnest($terms::varchar[])) as term
