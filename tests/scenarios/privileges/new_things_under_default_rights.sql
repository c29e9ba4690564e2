-- What is created under default rights ends with just the rights it was given.
-- roles: pilot
-- before
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO pilot;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO pilot;
-- after
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO pilot;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO pilot;
CREATE TABLE open_to_all (id serial PRIMARY KEY);
CREATE TABLE closed (id int GENERATED ALWAYS AS IDENTITY, note text);
REVOKE ALL ON closed FROM pilot;
GRANT SELECT (note) ON closed TO pilot;
CREATE VIEW seen AS SELECT id FROM open_to_all;
REVOKE ALL ON seen FROM pilot;
