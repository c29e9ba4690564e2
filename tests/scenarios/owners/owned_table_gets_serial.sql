-- A table of somebody else's gets a column with a sequence.
-- roles: alice
-- before
CREATE TABLE t (a int);
ALTER TABLE t OWNER TO alice;
-- after
CREATE TABLE t (a int, id serial);
ALTER TABLE t OWNER TO alice;
