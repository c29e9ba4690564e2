-- Storage, compression, statistics target and options of columns change together.
-- before
CREATE TABLE t (a text, b int);
ALTER TABLE t ALTER a SET (n_distinct=-0.5, n_distinct_inherited=7);
-- after
CREATE TABLE t (a text, b int);
ALTER TABLE t ALTER a SET (n_distinct_inherited=8), ALTER b SET STATISTICS 9, ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz;
