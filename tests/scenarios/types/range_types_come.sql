-- A range type with its multirange, its operator class and a table over both.
-- before
CREATE TABLE t (id int);
-- after
CREATE TABLE t (id int);
CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = spans);
CREATE TABLE tides (during span, all_of spans, EXCLUDE USING gist (during WITH &&));
