-- A column that has to be made anew keeps the rights to it.
-- roles: reader
-- before
CREATE TABLE t (a int, b int);
GRANT SELECT (b) ON t TO reader;
-- after
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED);
GRANT SELECT (b) ON t TO reader;
