-- Tables, views, sequences, types, routines and schemas get another owner.
-- roles: captain, mate
-- before
CREATE SCHEMA deck AUTHORIZATION captain;
CREATE TABLE boats (id int PRIMARY KEY);
CREATE VIEW all_boats AS SELECT id FROM boats;
CREATE MATERIALIZED VIEW kept_boats AS SELECT id FROM boats;
CREATE SEQUENCE bell;
CREATE TYPE rig AS ENUM ('sloop', 'ketch');
CREATE DOMAIN knots AS int;
CREATE FUNCTION speed() RETURNS int LANGUAGE sql AS 'SELECT 5';
ALTER TABLE boats OWNER TO captain;
ALTER VIEW all_boats OWNER TO captain;
-- after
CREATE SCHEMA deck AUTHORIZATION mate;
CREATE TABLE boats (id int PRIMARY KEY);
CREATE VIEW all_boats AS SELECT id FROM boats;
CREATE MATERIALIZED VIEW kept_boats AS SELECT id FROM boats;
CREATE SEQUENCE bell;
CREATE TYPE rig AS ENUM ('sloop', 'ketch');
CREATE DOMAIN knots AS int;
CREATE FUNCTION speed() RETURNS int LANGUAGE sql AS 'SELECT 5';
ALTER TABLE boats OWNER TO mate;
ALTER MATERIALIZED VIEW kept_boats OWNER TO mate;
ALTER SEQUENCE bell OWNER TO mate;
ALTER TYPE rig OWNER TO mate;
ALTER DOMAIN knots OWNER TO mate;
ALTER FUNCTION speed() OWNER TO mate;
