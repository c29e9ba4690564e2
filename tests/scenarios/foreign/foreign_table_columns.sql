-- A foreign table with other columns is made anew, with the view, owner and grants that hang on it.
-- roles: reader, lead, alice
-- before
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
CREATE FOREIGN TABLE ft (id int, body text DEFAULT 'x') SERVER srv;
CREATE VIEW v AS SELECT id FROM ft;
GRANT SELECT ON v TO reader;
GRANT SELECT ON ft TO reader;
GRANT SELECT (id) ON ft TO lead;
ALTER FOREIGN TABLE ft OWNER TO alice;
-- after
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
CREATE FOREIGN TABLE ft (id bigint NOT NULL, more date, CHECK (id > 0)) SERVER srv;
COMMENT ON COLUMN ft.id IS 'x';
CREATE VIEW v AS SELECT id FROM ft;
GRANT SELECT ON v TO reader;
GRANT SELECT ON ft TO reader;
GRANT SELECT (id) ON ft TO lead;
ALTER FOREIGN TABLE ft OWNER TO alice;
