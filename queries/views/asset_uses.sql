-- Current sales material uses.
create or replace view asset_uses as
select
    import_id,
    line,
    tool,
    event_id,
    asset,
    used_at,
    deal_id,
    company,
    opened
from ledger.asset_uses
where is_current
