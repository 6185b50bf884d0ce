-- What somebody answers when asked how they heard of the company, also where a form or the record of a person holds it, and the
-- first answer that each person gave up to becoming a lead.
ALTER TABLE submissions ADD COLUMN IF NOT EXISTS self_reported String;
ALTER TABLE submissions_resupplied ADD COLUMN IF NOT EXISTS self_reported String;
ALTER TABLE persons ADD COLUMN IF NOT EXISTS self_reported String;
ALTER TABLE persons_resupplied ADD COLUMN IF NOT EXISTS self_reported String;

-- One row per person with an answer: when it was given, its words, and what the workspace's synonyms make of them.
CREATE TABLE IF NOT EXISTS person_answers (
  workspace_id UInt32,
  person_id UInt64,
  at DateTime64(3, 'UTC'),
  self_reported_answer String,
  self_reported LowCardinality(String)
) ENGINE = MergeTree PARTITION BY workspace_id ORDER BY (workspace_id, person_id);

ALTER TABLE submission_facts ADD COLUMN IF NOT EXISTS self_reported LowCardinality(String), ADD COLUMN IF NOT EXISTS self_reported_answer String;
ALTER TABLE funnel ADD COLUMN IF NOT EXISTS self_reported LowCardinality(String), ADD COLUMN IF NOT EXISTS self_reported_answer String;
ALTER TABLE deal_facts ADD COLUMN IF NOT EXISTS self_reported LowCardinality(String), ADD COLUMN IF NOT EXISTS self_reported_answer String;
ALTER TABLE subscription_spans ADD COLUMN IF NOT EXISTS self_reported LowCardinality(String), ADD COLUMN IF NOT EXISTS self_reported_answer String;
