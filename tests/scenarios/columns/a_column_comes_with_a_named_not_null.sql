-- A column comes with a NOT NULL that heirs do not have.
-- before
CREATE TABLE t (a int);
-- after
CREATE TABLE t (a int, b int CONSTRAINT x NOT NULL NO INHERIT);
COMMENT ON CONSTRAINT x ON t IS 'c';
