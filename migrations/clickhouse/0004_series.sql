-- Own series: the latest value of each series and day. `series` is the name as KPIs have it: letters, digits and _.
CREATE TABLE IF NOT EXISTS series_days (
  workspace_id UInt32,
  event_id String,
  series String,
  name String,
  day Date32,
  received_at DateTime64(3, 'UTC'),
  value Float64
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, series, day)
