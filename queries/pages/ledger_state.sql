-- What changes whenever something is loaded or undone, or a company gets another name: the same text, the same answers.
select
    concat_ws(
        ' ',
        count(*),
        max(import_id),
        max(imported_at),
        count(undone_at),
        max(undone_at),
        (select bit_xor(hash(name, company)) from ledger.company_aliases)
    ) as state
from ledger.imports
