-- Options of wrappers, servers, mappings, foreign tables and their columns change in place.
-- roles: reader
-- before
CREATE FOREIGN DATA WRAPPER fdw OPTIONS (debug 'true');
CREATE SERVER srv TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER fdw OPTIONS (host 'a', port '1');
CREATE USER MAPPING FOR reader SERVER srv OPTIONS ("user" 'x');
CREATE FOREIGN TABLE ft (id int OPTIONS (column_name 'ID') NOT NULL, body text) SERVER srv
    OPTIONS (a 'b', c 'd');
CREATE VIEW v AS SELECT * FROM ft;
GRANT SELECT ON v TO reader;
GRANT SELECT ON ft TO reader;
-- after
CREATE FOREIGN DATA WRAPPER fdw OPTIONS (debug 'false') ;
CREATE SERVER srv TYPE 'x' VERSION '2' FOREIGN DATA WRAPPER fdw OPTIONS (host 'b', dbname '1');
CREATE USER MAPPING FOR reader SERVER srv OPTIONS ("user" 'y', password 'p');
CREATE USER MAPPING FOR PUBLIC SERVER srv;
CREATE FOREIGN TABLE ft (id int OPTIONS (column_name 'IDS') NOT NULL, body text OPTIONS (x 'y'))
    SERVER srv OPTIONS (a 'e');
CREATE VIEW v AS SELECT * FROM ft;
GRANT SELECT ON v TO reader;
GRANT SELECT ON ft TO reader;
