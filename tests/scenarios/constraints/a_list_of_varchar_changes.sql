-- A check on a list changes, and an index has such a condition.
-- before
CREATE TABLE t (s varchar, n text);
ALTER TABLE t ADD CONSTRAINT c CHECK (s IN ('a','b'));
-- after
CREATE TABLE t (s varchar, n text);
ALTER TABLE t ADD CONSTRAINT c CHECK (s IN ('a','c'));
CREATE INDEX i ON t (n) WHERE s IN ('a','b');
ALTER TABLE t ALTER s SET DEFAULT 'x';
