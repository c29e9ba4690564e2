-- Objects of every kind get other owners, and keep what others may do with them.
-- roles: reader, lead, alice
-- before
CREATE SCHEMA app;
CREATE TABLE app.t (id serial primary key, g int generated always as identity);
CREATE VIEW app.v AS SELECT 1 AS x;
CREATE MATERIALIZED VIEW app.m AS SELECT 1 AS x;
CREATE SEQUENCE app.s;
CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TYPE app.e AS ENUM ('a');
CREATE DOMAIN app.d AS int;
CREATE TYPE app.c AS (a int);
GRANT SELECT ON app.t TO reader;
-- after
CREATE SCHEMA app;
CREATE TABLE app.t (id serial primary key, g int generated always as identity);
CREATE VIEW app.v AS SELECT 1 AS x;
CREATE MATERIALIZED VIEW app.m AS SELECT 1 AS x;
CREATE SEQUENCE app.s;
CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TYPE app.e AS ENUM ('a');
CREATE DOMAIN app.d AS int;
CREATE TYPE app.c AS (a int);
GRANT SELECT ON app.t TO reader;
ALTER SCHEMA app OWNER TO alice;
ALTER TABLE app.t OWNER TO alice;
ALTER VIEW app.v OWNER TO lead;
ALTER MATERIALIZED VIEW app.m OWNER TO lead;
ALTER SEQUENCE app.s OWNER TO alice;
ALTER FUNCTION app.f() OWNER TO alice;
ALTER TYPE app.e OWNER TO alice;
ALTER DOMAIN app.d OWNER TO alice;
ALTER TYPE app.c OWNER TO alice;
REVOKE INSERT ON app.t FROM alice;
