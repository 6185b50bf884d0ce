-- A digest of the statements that the read models were built by: another version of Leadline may build them differently.
ALTER TABLE read_model_state ADD COLUMN built_by text NOT NULL DEFAULT '';
