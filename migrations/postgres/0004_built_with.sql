-- The settings that the read models were built with: a build for other settings than a question's is stale, whatever
-- its revision. A question may hold settings that were changed while it waited.
ALTER TABLE read_model_state ADD COLUMN built_with text NOT NULL DEFAULT '';
