-- A domain gets a check that is NOT VALID.
-- before
CREATE DOMAIN d AS int;
CREATE TABLE t (x d);
-- after
CREATE DOMAIN d AS int;
CREATE TABLE t (x d);
ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 3) NOT VALID;
