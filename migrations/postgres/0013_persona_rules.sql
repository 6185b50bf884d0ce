-- Rules that say which persona somebody is, by version; the latest is in force. Without any, records name their personas themselves.
CREATE TABLE persona_rule_versions (
  workspace_id integer NOT NULL REFERENCES workspaces (id),
  version integer NOT NULL,
  -- The list of rules and what becomes of those whom none fits.
  rules jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, version)
);
