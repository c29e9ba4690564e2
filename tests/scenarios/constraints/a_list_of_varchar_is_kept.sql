-- A check on a list of character varying is printed as it was.
-- before
CREATE TABLE t (s varchar, n text);
-- after
CREATE TABLE t (s varchar, n text);
ALTER TABLE t ADD CONSTRAINT c CHECK (s IN ('a','b'));
