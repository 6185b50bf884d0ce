-- What became of each file that lay in the watched folder: it is looked at again only when it has changed.
CREATE TABLE watched_files (
  workspace_id integer NOT NULL REFERENCES workspaces (id),
  -- Within the folder, with forward slashes; of a file in an archive after the archive's name.
  file text NOT NULL,
  size bigint NOT NULL,
  -- Epoch milliseconds at which the file was last changed.
  modified bigint NOT NULL,
  -- SHA-256 of the bytes, hexadecimal.
  digest text NOT NULL,
  -- imported, known (its content had been imported before), unpacked, left_out, failed.
  outcome text NOT NULL,
  reason text,
  import_id bigint,
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, file)
);
-- The same content is not imported twice.
CREATE INDEX imports_by_digest ON imports (workspace_id, digest);
