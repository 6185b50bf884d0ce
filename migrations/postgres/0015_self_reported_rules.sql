-- Rules that say which channel people mean by what they answer when asked how they heard of the company, by version; the latest
-- is in force. Without any, those that come with the program.
CREATE TABLE self_reported_rule_versions (
  workspace_id integer NOT NULL REFERENCES workspaces (id),
  version integer NOT NULL,
  rules jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, version)
);
