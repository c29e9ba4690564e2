-- The indexes behind keys get storage parameters.
-- before
CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE);
-- after
CREATE TABLE t (a int PRIMARY KEY WITH (fillfactor=70), b int UNIQUE WITH (fillfactor=60, deduplicate_items=off));
