-- A column is told how many values it has.
-- before
CREATE TABLE t (a text, b int);
-- after
CREATE TABLE t (a text, b int);
ALTER TABLE t ALTER a SET (n_distinct=5);
