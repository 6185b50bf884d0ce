-- Channels of origins under a version of the channel rules, by a hash of what the rules look at. Worked out when a question
-- first needs it; can be dropped at any time.
CREATE TABLE IF NOT EXISTS origin_channels (
  workspace_id UInt32,
  rules_version UInt32,
  came UInt64,
  channel_group LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String)
) ENGINE = ReplacingMergeTree ORDER BY (workspace_id, rules_version, came);
