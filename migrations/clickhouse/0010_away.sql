-- Of a lead: when it left and came back in a later cycle, each time. A reading between the two finds it gone.
ALTER TABLE funnel ADD COLUMN IF NOT EXISTS away Array(Tuple(DateTime64(3, 'UTC'), DateTime64(3, 'UTC')));
