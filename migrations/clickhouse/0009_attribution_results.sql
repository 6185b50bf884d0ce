-- What a saved attribution result rests on, one row a conversion: enough to say later what has changed since. With
-- `conversion` empty: a path of people who did not convert, which fitted models read. A result is dropped as its partition.
-- print: of when, worth what, whose, and which stages before it; journey: of its touches. credits: (place of the rule
-- among the result's, values of the split, credit in whole parts, value in the smallest unit). path: for fitted models;
-- people: how many took it, of those who did not convert.
CREATE TABLE IF NOT EXISTS attribution_results (
  workspace_id UInt32,
  result_id UInt64,
  conversion String CODEC(ZSTD(3)),
  person UInt64,
  happened DateTime64(3, 'UTC'),
  minor Int64,
  print UInt64,
  touches UInt32,
  journey UInt64,
  credits Array(Tuple(UInt8, Array(String), Int64, Int64)) CODEC(ZSTD(3)),
  path Array(String) CODEC(ZSTD(3)),
  people UInt64
) ENGINE = MergeTree PARTITION BY result_id ORDER BY (workspace_id, result_id, conversion)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
