-- A range type gets a difference of its subtype.
-- before
CREATE TABLE t (id int);
CREATE TYPE span AS RANGE (SUBTYPE = float8);
-- after
CREATE TABLE t (id int);
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
