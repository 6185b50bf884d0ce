-- The touches of journey_touches by person, repeated ones left out, in order of time: what credit is given on without gathering touches first.
-- channels: a hash of each touch's channel, to tell same from other.
CREATE TABLE IF NOT EXISTS journeys (
  workspace_id UInt32,
  person_id UInt64,
  order_keys Array(Int64),
  origin_ids Array(UInt64),
  channels Array(UInt64),
  directs Array(Bool)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id);

-- Fingerprints of the touches of each quarter of an hour (a number of those since 1970), repeated ones left out: no zone's day
-- begins within one.
CREATE TABLE IF NOT EXISTS touch_prints (
  workspace_id UInt32,
  quarter Int64,
  touches UInt64,
  print UInt64
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, quarter);
