-- An index key that is an expression gets a statistics target.
-- before
CREATE TABLE t (a text);
CREATE INDEX i ON t (lower(a), upper(a));
-- after
CREATE TABLE t (a text);
CREATE INDEX i ON t (lower(a), upper(a));
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 100;
