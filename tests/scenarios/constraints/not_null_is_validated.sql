-- A NOT NULL is validated and gets a comment.
-- before
CREATE TABLE t (a int NOT NULL NO INHERIT, b int);
ALTER TABLE t ADD CONSTRAINT bb NOT NULL b NOT VALID;
-- after
CREATE TABLE t (a int NOT NULL, b int CONSTRAINT bb NOT NULL);
COMMENT ON CONSTRAINT t_a_not_null ON t IS 'why';
COMMENT ON CONSTRAINT bb ON t IS 'because';
