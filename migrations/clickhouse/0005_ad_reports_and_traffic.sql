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

-- Visits of a day as a web analytics product counts them, versions: the day again replaces.
CREATE TABLE IF NOT EXISTS traffic (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  day Date32,
  site String,
  split LowCardinality(String),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  rules_version UInt32,
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String),
  visits UInt64,
  visitors Nullable(UInt64),
  pageviews Nullable(UInt64),
  bounces Nullable(UInt64),
  engaged_visits Nullable(UInt64),
  statement String,
  covers String,
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, event_id, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
CREATE TABLE IF NOT EXISTS traffic_resupplied AS traffic;

-- Read model: other products' counts of visits, on the days and in the split that figures use (docs/decisions/0004-traffic.md).
CREATE TABLE IF NOT EXISTS traffic_days (
  workspace_id UInt32,
  event_id String,
  day Date32,
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  traffic_source LowCardinality(String),
  known_dimensions Array(LowCardinality(String)),
  visits UInt64,
  visitors Nullable(UInt64),
  day_visitors Nullable(UInt64),
  pageviews Nullable(UInt64),
  bounces Nullable(UInt64),
  engaged_visits Nullable(UInt64),
  covers String,
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, day);
