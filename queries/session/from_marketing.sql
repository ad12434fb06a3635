-- Did marketing bring it? It names a campaign, or its source is one of those that the settings call marketing's.
create or replace macro from_marketing(source_named, campaign_named) as (
    coalesce(trim(campaign_named), '') <> ''
    or coalesce(lower(trim(source_named)) in (select source from marketing_sources), false)
)
