-- When sales sent a lead back to marketing.
alter table ledger.contacts add column sent_back_at timestamp
