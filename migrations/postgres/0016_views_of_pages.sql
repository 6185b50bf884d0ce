-- Views are kept of other pages than the explorer too; each page has names of its own.
ALTER TABLE saved_views ADD COLUMN page text NOT NULL DEFAULT 'explorer';
DROP INDEX saved_views_name;
CREATE UNIQUE INDEX saved_views_name ON saved_views (workspace_id, page, lower(name)) WHERE removed_at IS NULL;
