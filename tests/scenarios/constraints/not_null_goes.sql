-- NOT NULL constraints go, NOT VALID or not.
-- before
CREATE TABLE t (b int CONSTRAINT bb NOT NULL, a int);
ALTER TABLE t ADD NOT NULL a NOT VALID;
COMMENT ON CONSTRAINT t_a_not_null ON t IS 'new';
-- after
CREATE TABLE t (a int, b int);
