-- All settings of columns go back to the default.
-- before
CREATE TABLE t (a text, b int);
ALTER TABLE t ALTER a SET (n_distinct_inherited=8), ALTER b SET STATISTICS 9, ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz;
-- after
CREATE TABLE t (a text, b int);
