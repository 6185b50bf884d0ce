-- Read models: what figures are computed from. Each is rebuilt from the facts by one statement in
-- src/analytics/read-models/, a workspace at a time, and holds nothing that the facts don't.
-- `day` is the calendar day in the workspace's zone; `amount` is in its reporting currency.
CREATE TABLE IF NOT EXISTS visits (
  workspace_id UInt32,
  visit_id String,
  visitor_id String,
  person_id UInt64,
  account_id UInt64,
  at DateTime64(3, 'UTC'),
  day Date32,
  received_at DateTime64(3, 'UTC'),
  pageviews UInt32,
  attention Float32,
  form_views UInt32,
  submissions UInt32,
  engaged Bool,
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
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, day, channel);

CREATE TABLE IF NOT EXISTS engagements (
  workspace_id UInt32,
  event_id String,
  kind LowCardinality(String),
  person_id UInt64,
  account_id UInt64,
  at DateTime64(3, 'UTC'),
  day Date32,
  received_at DateTime64(3, 'UTC'),
  grade LowCardinality(String),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String),
  owner LowCardinality(String)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, kind, day);

CREATE TABLE IF NOT EXISTS submission_facts (
  workspace_id UInt32,
  event_id String,
  person_id UInt64,
  account_id UInt64,
  at DateTime64(3, 'UTC'),
  day Date32,
  received_at DateTime64(3, 'UTC'),
  form String,
  outcome LowCardinality(String),
  reason LowCardinality(String),
  vendor LowCardinality(String),
  responded_at Nullable(DateTime64(3, 'UTC')),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String),
  persona LowCardinality(String),
  segment LowCardinality(String),
  company_size LowCardinality(String),
  industry LowCardinality(String),
  account String,
  owner LowCardinality(String)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, day);

-- One row per entry into a stage, exit or return of a person, with what followed.
-- reached[k]: when stage k (1-based, in the workspace's order) or a later one was reached, in the
-- same cycle; for a lead in any cycle. exit_*: how the cycle ended otherwise.
CREATE TABLE IF NOT EXISTS funnel (
  workspace_id UInt32,
  person_id UInt64,
  account_id UInt64,
  type LowCardinality(String),
  stage LowCardinality(String),
  cycle UInt32,
  at DateTime64(3, 'UTC'),
  day Date32,
  received_at DateTime64(3, 'UTC'),
  reason String,
  reached Array(Nullable(DateTime64(3, 'UTC'))),
  exit_at Nullable(DateTime64(3, 'UTC')),
  exit_kind LowCardinality(String),
  rejected_at Nullable(DateTime64(3, 'UTC')),
  rewon_at Nullable(DateTime64(3, 'UTC')),
  from_stage LowCardinality(String),
  website Bool,
  marketing_sourced Bool,
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String),
  persona LowCardinality(String),
  segment LowCardinality(String),
  company_size LowCardinality(String),
  industry LowCardinality(String),
  account String,
  owner LowCardinality(String)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, type, stage, day);

-- One row per deal, latest version. amount/margin are Null where the deal names none; rate_missing where it can't be converted.
CREATE TABLE IF NOT EXISTS deal_facts (
  workspace_id UInt32,
  deal_id String,
  name String,
  person_id UInt64,
  account_id UInt64,
  created_at DateTime64(3, 'UTC'),
  created_day Date32,
  closed_at Nullable(DateTime64(3, 'UTC')),
  closed_day Nullable(Date32),
  received_at DateTime64(3, 'UTC'),
  status LowCardinality(String),
  stage LowCardinality(String),
  type LowCardinality(String),
  original_amount Nullable(Decimal(38, 8)),
  currency LowCardinality(String),
  created_amount Nullable(Decimal(38, 4)),
  closed_amount Nullable(Decimal(38, 4)),
  closed_margin Nullable(Decimal(38, 4)),
  created_rate_missing Bool,
  closed_rate_missing Bool,
  first_won Bool,
  had_lead Bool,
  website_lead Bool,
  marketing_sourced Bool,
  marketing_influenced Bool,
  lost_reason String,
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String),
  persona LowCardinality(String),
  segment LowCardinality(String),
  company_size LowCardinality(String),
  industry LowCardinality(String),
  account String,
  owner LowCardinality(String),
  product LowCardinality(String),
  deal_source String
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, deal_id);

-- One row per cost line and day.
CREATE TABLE IF NOT EXISTS cost_days (
  workspace_id UInt32,
  event_id String,
  day Date32,
  received_at DateTime64(3, 'UTC'),
  kind LowCardinality(String),
  original_amount Decimal(38, 8),
  currency LowCardinality(String),
  amount Nullable(Decimal(38, 4)),
  rate_missing Bool,
  impressions Nullable(UInt64),
  clicks Nullable(UInt64),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String),
  product LowCardinality(String)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, day, channel);

-- One row per subscription, latest version: monthly amount from `starts_at` (trial left out) until `ends_at`.
CREATE TABLE IF NOT EXISTS subscription_spans (
  workspace_id UInt32,
  event_id String,
  person_id UInt64,
  account_id UInt64,
  starts_at DateTime64(3, 'UTC'),
  ends_at Nullable(DateTime64(3, 'UTC')),
  received_at DateTime64(3, 'UTC'),
  monthly Decimal(38, 8),
  currency LowCardinality(String),
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  content String,
  landing_page String,
  country LowCardinality(String),
  device LowCardinality(String),
  persona LowCardinality(String),
  segment LowCardinality(String),
  company_size LowCardinality(String),
  industry LowCardinality(String),
  account String,
  owner LowCardinality(String),
  product LowCardinality(String)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, account_id, starts_at);

-- Everything that moves a person along: stage reached, exit, return; from enquiries, stage changes and deals.
-- `position` of a stage is its place in the workspace's order, 0 for exits and returns. `order_at` puts an exit
-- that names only its day behind everything else of that day.
CREATE TABLE IF NOT EXISTS person_steps (
  workspace_id UInt32,
  person_id UInt64,
  at DateTime64(3, 'UTC'),
  order_at DateTime64(3, 'UTC'),
  date_only Bool,
  rank UInt8,
  received_at DateTime64(3, 'UTC'),
  step LowCardinality(String),
  stage LowCardinality(String),
  position UInt8,
  reason String
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id, order_at, rank);

-- One row per person and cycle: when each stage was entered, how the cycle was left, when it was opened again.
CREATE TABLE IF NOT EXISTS person_cycles (
  workspace_id UInt32,
  person_id UInt64,
  cycle UInt32,
  entered Array(Nullable(DateTime64(3, 'UTC'))),
  entered_received Array(Nullable(DateTime64(3, 'UTC'))),
  exits Array(Tuple(order_at DateTime64(3, 'UTC'), at DateTime64(3, 'UTC'), stage String, reason String, received_at DateTime64(3, 'UTC'))),
  reopened_at Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id, cycle);

-- One row per person: when they became a lead, their account and what brought them.
CREATE TABLE IF NOT EXISTS person_origins (
  workspace_id UInt32,
  person_id UInt64,
  account_id UInt64,
  lead_at Nullable(DateTime64(3, 'UTC')),
  first_at DateTime64(3, 'UTC'),
  website Bool,
  marketing_sourced Bool,
  first_marketing_touch Nullable(DateTime64(3, 'UTC')),
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
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id);

-- Person -> the account named last for them.
CREATE TABLE IF NOT EXISTS person_accounts (
  workspace_id UInt32,
  person_id UInt64,
  account_id UInt64
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id);

-- What was known of a person from `at` on; the row of 1900 holds the earliest known values, for events before.
CREATE TABLE IF NOT EXISTS person_attributes (
  workspace_id UInt32,
  person_id UInt64,
  at DateTime64(3, 'UTC'),
  persona String,
  segment String,
  owner String,
  country String
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id, at);

-- The same of an account; `name` is its latest.
CREATE TABLE IF NOT EXISTS account_attributes (
  workspace_id UInt32,
  account_id UInt64,
  at DateTime64(3, 'UTC'),
  name String,
  industry String,
  size String,
  segment String,
  owner String,
  country String
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, account_id, at);

-- The latest version of each deal with its primary person and who holds it: account, else person, else the deal itself.
CREATE TABLE IF NOT EXISTS deal_holders (
  workspace_id UInt32,
  deal_id String,
  primary_person UInt64,
  held_by UInt64,
  created DateTime64(3, 'UTC'),
  created_date_only Bool,
  closed Nullable(DateTime64(3, 'UTC')),
  closed_date_only Bool,
  received_at DateTime64(3, 'UTC'),
  name String,
  status LowCardinality(String),
  stage LowCardinality(String),
  type LowCardinality(String),
  amount Nullable(Decimal(38, 8)),
  currency LowCardinality(String),
  margin Nullable(Decimal(38, 8)),
  owner LowCardinality(String),
  product LowCardinality(String),
  lost_reason String,
  deal_source String
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, deal_id)
