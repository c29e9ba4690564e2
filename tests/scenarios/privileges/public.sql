-- The schema that is always there gets another owner and other rights.
-- roles: reader, alice
-- before
-- after
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO reader;
ALTER SCHEMA public OWNER TO alice;
