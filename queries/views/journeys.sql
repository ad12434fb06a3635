-- Every company's way. `own` holds the day of each of the eight steps as files tell it, `passed` the day by which the
-- company has certainly passed it: whoever took a later step has passed the earlier ones. It came in at step `entry`:
-- 2 with a lead, later without one, null where there are only signs yet.
create or replace view journeys as
select
    company,
    name,
    country,
    segment,
    source,
    campaign,
    case
        when source is null and campaign is null then 'not known'
        when from_marketing(source, campaign) then 'marketing'
        else 'sales'
    end as team,
    repeated['on'] as repeated_by,
    least(ordered['on'], repeated_by) as ordered_by,
    least(won['on'], ordered_by) as won_by,
    least(opportunity['on'], won_by) as opportunity_by,
    least(accepted['on'], opportunity_by) as accepted_by,
    least(qualified['on'], accepted_by) as qualified_by,
    least(lead['on'], qualified_by) as lead_by,
    least(sign['on'], lead_by) as entered_on,
    first_day_of(entered_on) as cohort,
    case
        when lead['on'] = lead_by then 2
        when qualified['on'] = qualified_by then 3
        when accepted['on'] = accepted_by then 4
        when opportunity['on'] = opportunity_by then 5
        when won['on'] = won_by then 6
        when ordered['on'] = ordered_by then 7
    end as entry,
    [
        sign['on'], lead['on'], qualified['on'], accepted['on'], opportunity['on'], won['on'], ordered['on'], repeated['on']
    ] as own,
    [entered_on, lead_by, qualified_by, accepted_by, opportunity_by, won_by, ordered_by, repeated_by] as passed,
    lost['on'] as lost_on,
    [sign, lead, qualified, accepted, opportunity, won, ordered, repeated] as origins,
    lost,
    is_disordered
    or coalesce(lead['on'] > lead_by, false)
    or coalesce(qualified['on'] > qualified_by, false)
    or coalesce(accepted['on'] > accepted_by, false)
    or coalesce(opportunity['on'] > opportunity_by, false)
    or coalesce(won['on'] > won_by, false) as is_disordered
from ledger.journeys
