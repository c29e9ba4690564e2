-- One NOT NULL becomes NOT VALID with another comment.
-- before
CREATE TABLE t (a int NOT NULL, b int CONSTRAINT bb NOT NULL);
COMMENT ON CONSTRAINT t_a_not_null ON t IS 'why';
COMMENT ON CONSTRAINT bb ON t IS 'because';
-- after
CREATE TABLE t (b int CONSTRAINT bb NOT NULL, a int);
ALTER TABLE t ADD NOT NULL a NOT VALID;
COMMENT ON CONSTRAINT t_a_not_null ON t IS 'new';
