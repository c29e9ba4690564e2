-- Storage parameters and comments of keys go.
-- before
CREATE TABLE t (a int PRIMARY KEY WITH (fillfactor=50), b int UNIQUE WITH (deduplicate_items=off));
COMMENT ON INDEX t_pkey IS 'x';
COMMENT ON CONSTRAINT t_b_key ON t IS 'y';
-- after
CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE);
