-- What-if scenarios that were saved: the request; its outcome is computed anew whenever it is asked for.
CREATE TABLE scenarios (
  workspace_id integer NOT NULL REFERENCES workspaces (id),
  name text NOT NULL,
  request jsonb NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, name)
);

-- Goals as they are now. `document` is the goal's own text: KPI, filters, period, target, direction, owner, activities, notes.
CREATE TABLE goals (
  workspace_id integer NOT NULL REFERENCES workspaces (id),
  id text NOT NULL,
  parent_id text,
  document jsonb NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (workspace_id, id),
  -- Checked at the end: a file may name a goal before its parent.
  FOREIGN KEY (workspace_id, parent_id) REFERENCES goals (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);

-- Every state a goal has ever had, the removed ones too: a goal changed in mid-period keeps its past.
-- document is null in the version that removed it.
CREATE TABLE goal_versions (
  workspace_id integer NOT NULL REFERENCES workspaces (id),
  id text NOT NULL,
  version integer NOT NULL,
  document jsonb,
  note text NOT NULL DEFAULT '',
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id, version)
);
