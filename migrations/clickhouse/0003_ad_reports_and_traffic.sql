-- Lines of ad platforms say which part of which account they are the cost of, so that of several reports of the
-- same days one counts (docs/decisions/0003-ad-reports.md). '' everywhere else.
ALTER TABLE costs ADD COLUMN IF NOT EXISTS ad_level LowCardinality(String);
ALTER TABLE costs ADD COLUMN IF NOT EXISTS ad_account String;
ALTER TABLE costs ADD COLUMN IF NOT EXISTS ad_campaign_id String;
ALTER TABLE costs_resupplied ADD COLUMN IF NOT EXISTS ad_level LowCardinality(String);
ALTER TABLE costs_resupplied ADD COLUMN IF NOT EXISTS ad_account String;
ALTER TABLE costs_resupplied ADD COLUMN IF NOT EXISTS ad_campaign_id String;

-- Which days a line was spread over: `2026-01-01 to 2026-01-31`, '' for a line of one day.
DROP TABLE IF EXISTS cost_days_next;
ALTER TABLE cost_days ADD COLUMN IF NOT EXISTS covers String;
