-- Touches as journeys are made of are a new read model: what was built before lacks it, so everything is built again.
UPDATE read_model_state SET built_revision = -1;
