-- The statement as a tree; none of it is run.
select json_serialize_sql($statement::varchar) as tree
