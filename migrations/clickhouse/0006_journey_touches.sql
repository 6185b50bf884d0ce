-- Touches as journeys are made of: human, one a visit, of known people and companies. Rebuilt from the facts like every
-- read model. order_key: milliseconds since 1970 × 2²⁰ + a hash of the touch's id, so that touches of one instant are
-- always in the same order. holder: account, else the person's own key. repeated: see docs/attribution.md.
CREATE TABLE IF NOT EXISTS journey_touches (
  workspace_id UInt32,
  person_id UInt64,
  holder UInt64,
  order_key Int64,
  origin_id UInt64,
  direct Bool,
  repeated Bool,
  kind LowCardinality(String),
  touch_id String,
  received_at DateTime64(3, 'UTC')
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id, order_key);

-- The different origins of these touches, each under a hash of its fields.
CREATE TABLE IF NOT EXISTS touch_origins (
  workspace_id UInt32,
  origin_id UInt64,
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
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, origin_id);
