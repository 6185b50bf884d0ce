-- Whether a fact's source named the company itself, rather than a mail's domain: only then does it say whose a person is.
ALTER TABLE submissions ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE submissions_resupplied ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE stage_changes ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE stage_changes_resupplied ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE deals ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE deals_resupplied ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE subscriptions ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE subscriptions_resupplied ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE persons ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
ALTER TABLE persons_resupplied ADD COLUMN IF NOT EXISTS account_named Bool AFTER account_id;
