-- Statistics targets of index keys go back to the default.
-- before
CREATE TABLE t (a text);
CREATE INDEX i ON t (lower(a), upper(a));
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 5;
ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 0;
-- after
CREATE TABLE t (a text);
CREATE INDEX i ON t (lower(a), upper(a));
