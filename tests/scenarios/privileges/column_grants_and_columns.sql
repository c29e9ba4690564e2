-- Rights to a column go with it and come with a new one.
-- roles: reader
-- before
CREATE TABLE t (a int, b int, c int);
GRANT SELECT (a), SELECT (b) ON t TO reader;
-- after
CREATE TABLE t (a int, c int, d int GENERATED ALWAYS AS (a) STORED);
GRANT SELECT (a), SELECT (d) ON t TO reader;
