-- Orders that stand: drafts, cancelled ones and credit notes are none. One customer however the name is spelled.
create or replace view placed_orders as
select
    import_id,
    line,
    tool,
    document_no,
    company,
    company_key(company) as customer,
    country,
    ordered_on,
    date_trunc('month', ordered_on)::date as month,
    amount,
    promised_on,
    delivered_on
from orders
where
    coalesce(lower(trim(status)), '') not in
    ('canceled', 'cancelled', 'deleted', 'draft', 'rejected', 'storniert', 'unavailable', 'void', 'voided')
