-- From which statements the read models were built: a new version of these, or other settings, builds them anew.
ALTER TABLE read_model_state ADD COLUMN built_from text NOT NULL DEFAULT '';
