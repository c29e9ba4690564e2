-- What a column is told of its values changes.
-- before
CREATE TABLE t (a text, b int);
ALTER TABLE t ALTER a SET (n_distinct=5);
-- after
CREATE TABLE t (a text, b int);
ALTER TABLE t ALTER a SET (n_distinct=-0.5, n_distinct_inherited=7);
