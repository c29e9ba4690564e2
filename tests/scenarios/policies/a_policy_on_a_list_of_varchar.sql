-- A view and a policy have conditions on lists of character varying.
-- before
CREATE TABLE t (s varchar, n text);
ALTER TABLE t ADD CONSTRAINT c CHECK (s IN ('a','c'));
CREATE INDEX i ON t (n) WHERE s IN ('a','b');
ALTER TABLE t ALTER s SET DEFAULT 'x';
-- after
CREATE TABLE t (s varchar, n text);
CREATE VIEW v AS SELECT * FROM t WHERE s IN ('a','b');
CREATE POLICY p ON t USING (s IN ('q','r'));
