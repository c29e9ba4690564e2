-- A schema goes with its default privileges, another comes with its own.
-- roles: reader, lead
-- before
CREATE SCHEMA app;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader;
GRANT USAGE ON SCHEMA app TO reader;
-- after
CREATE SCHEMA other;
ALTER DEFAULT PRIVILEGES IN SCHEMA other GRANT SELECT ON TABLES TO reader;
ALTER SCHEMA other OWNER TO lead;
