-- Read models have new columns: each workspace's are built anew at its next question.
UPDATE read_model_state SET built_revision = -1;
