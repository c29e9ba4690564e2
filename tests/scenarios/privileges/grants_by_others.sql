-- A right is granted by somebody who holds it with grant option.
-- roles: reader, lead
-- before
CREATE TABLE t (a int);
GRANT SELECT ON t TO lead WITH GRANT OPTION;
-- after
CREATE TABLE t (a int);
GRANT SELECT ON t TO lead WITH GRANT OPTION;
GRANT USAGE ON SCHEMA public TO lead;
SET SESSION AUTHORIZATION lead;
GRANT SELECT ON t TO reader;
RESET SESSION AUTHORIZATION;
