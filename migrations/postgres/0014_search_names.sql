-- Search by the beginning of a name. In COLLATE "C" letters of ASCII alone change case, whatever the database's locale:
-- the search asks for the spellings of the others (journal/search-names.ts). E-mails and companies are found by the keys of
-- identity_aliases and identity_account_keys.
CREATE INDEX identity_statements_last_name ON identity_statements (workspace_id, lower(last_name COLLATE "C")) WHERE last_name <> '';
CREATE INDEX identity_statements_first_name ON identity_statements (workspace_id, lower(first_name COLLATE "C")) WHERE first_name <> '';
