-- Facts as they were received. `row_key` identifies a stored row: of an event its event_id, of a
-- version its event_id, content, file and line. The writer checks it before it inserts, so each is here once.
-- `content_hash` tells whether a version says anything else than the one before.
CREATE TABLE IF NOT EXISTS touches (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  at DateTime64(3, 'UTC'),
  date_only Bool,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  person_id UInt64,
  account_id UInt64,
  visitor_id String,
  visit_id String,
  kind LowCardinality(String),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  rules_version UInt32,
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  term String,
  referrer String,
  click_id LowCardinality(String),
  landing_page String,
  page String,
  country LowCardinality(String),
  device LowCardinality(String),
  attention Float32,
  grade LowCardinality(String),
  self_reported String,
  owner LowCardinality(String),
  initiative LowCardinality(String),
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX by_import import_id TYPE set(64) GRANULARITY 4
) ENGINE = MergeTree PARTITION BY toYYYYMM(at) ORDER BY (workspace_id, visitor_id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS submissions (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  at DateTime64(3, 'UTC'),
  date_only Bool,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  person_id UInt64,
  account_id UInt64,
  visitor_id String,
  form String,
  outcome LowCardinality(String),
  reason LowCardinality(String),
  vendor LowCardinality(String),
  price Nullable(Decimal(38, 8)),
  currency LowCardinality(String),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  rules_version UInt32,
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  term String,
  landing_page String,
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, person_id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS stage_changes (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  at DateTime64(3, 'UTC'),
  date_only Bool,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  person_id UInt64,
  account_id UInt64,
  stage LowCardinality(String),
  reason String,
  actor LowCardinality(String),
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, person_id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Versions: every version is kept, the latest by (changed_at, received_at) counts.
CREATE TABLE IF NOT EXISTS deals (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  received_at DateTime64(3, 'UTC'),
  changed_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  person_id UInt64,
  account_id UInt64,
  name String,
  created_at DateTime64(3, 'UTC'),
  created_date_only Bool,
  closed_at Nullable(DateTime64(3, 'UTC')),
  closed_date_only Bool,
  status LowCardinality(String),
  stage LowCardinality(String),
  type LowCardinality(String),
  amount Nullable(Decimal(38, 8)),
  currency LowCardinality(String),
  margin Nullable(Decimal(38, 8)),
  owner LowCardinality(String),
  product LowCardinality(String),
  lost_reason String,
  deal_source String,
  campaign String,
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, event_id, changed_at, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS subscriptions (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  received_at DateTime64(3, 'UTC'),
  changed_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  person_id UInt64,
  account_id UInt64,
  product LowCardinality(String),
  amount Decimal(38, 8),
  currency LowCardinality(String),
  interval LowCardinality(String),
  starts_at DateTime64(3, 'UTC'),
  starts_date_only Bool,
  ends_at Nullable(DateTime64(3, 'UTC')),
  ends_date_only Bool,
  trial_ends_at Nullable(DateTime64(3, 'UTC')),
  trial_date_only Bool,
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, event_id, changed_at, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS costs (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  received_at DateTime64(3, 'UTC'),
  changed_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  from_day Date32,
  until_day Date32,
  kind LowCardinality(String),
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
  product LowCardinality(String),
  amount Decimal(38, 8),
  currency LowCardinality(String),
  impressions Nullable(UInt64),
  clicks Nullable(UInt64),
  note String,
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, event_id, changed_at, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS persons (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  at DateTime64(3, 'UTC'),
  date_only Bool,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  person_id UInt64,
  account_id UInt64,
  persona LowCardinality(String),
  segment LowCardinality(String),
  country LowCardinality(String),
  owner LowCardinality(String),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  rules_version UInt32,
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  term String,
  landing_page String,
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, person_id, at, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS accounts (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  at DateTime64(3, 'UTC'),
  date_only Bool,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  account_id UInt64,
  name String,
  industry LowCardinality(String),
  size LowCardinality(String),
  segment LowCardinality(String),
  country LowCardinality(String),
  owner LowCardinality(String),
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, account_id, at, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS rates (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  day Date32,
  currency LowCardinality(String),
  per_euro Decimal(38, 8),
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, currency, day, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS series_points (
  workspace_id UInt32,
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  received_at DateTime64(3, 'UTC'),
  source_id LowCardinality(String),
  import_id UInt64,
  day Date32,
  series String,
  value Float64,
  INDEX by_row_key row_key TYPE bloom_filter(0.01) GRANULARITY 4
) ENGINE = MergeTree ORDER BY (workspace_id, series, day, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Who a visitor, a merged person or a moved person is now: the latest row of a subject counts,
-- removed = 1 takes the link back. kind: visitor, person (from_person -> person).
CREATE TABLE IF NOT EXISTS identities (
  workspace_id UInt32,
  kind LowCardinality(String),
  visitor_id String,
  from_person UInt64,
  person_id UInt64,
  account_id UInt64,
  reason LowCardinality(String),
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  version UInt64,
  import_id UInt64,
  removed Bool
) ENGINE = MergeTree ORDER BY (workspace_id, kind, visitor_id, from_person, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Rows that came again from another import: kept, so that undoing the first import leaves the second's.
-- A column added to a table of facts is added here too.
CREATE TABLE IF NOT EXISTS touches_resupplied AS touches;
CREATE TABLE IF NOT EXISTS submissions_resupplied AS submissions;
CREATE TABLE IF NOT EXISTS stage_changes_resupplied AS stage_changes;
CREATE TABLE IF NOT EXISTS deals_resupplied AS deals;
CREATE TABLE IF NOT EXISTS subscriptions_resupplied AS subscriptions;
CREATE TABLE IF NOT EXISTS costs_resupplied AS costs;
CREATE TABLE IF NOT EXISTS persons_resupplied AS persons;
CREATE TABLE IF NOT EXISTS accounts_resupplied AS accounts;
CREATE TABLE IF NOT EXISTS rates_resupplied AS rates;
CREATE TABLE IF NOT EXISTS series_points_resupplied AS series_points;

-- What a dry run would have written, for as long as it runs: enough to recognise its own rows.
CREATE TABLE IF NOT EXISTS rehearsed (
  workspace_id UInt32,
  import_id UInt64,
  fact_table LowCardinality(String),
  event_id String,
  row_key FixedString(16),
  content_hash UInt64,
  version_at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (workspace_id, import_id, fact_table, row_key);
