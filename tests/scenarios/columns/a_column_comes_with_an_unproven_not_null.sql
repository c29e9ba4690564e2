-- A column comes with a NOT NULL that is NOT VALID.
-- before
CREATE TABLE t (a int);
-- after
CREATE TABLE t (a int, b int);
ALTER TABLE t ADD NOT NULL b NOT VALID;
