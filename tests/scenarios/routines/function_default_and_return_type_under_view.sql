-- A function of another type takes the view over it along, with its owner and grants.
-- roles: reader, alice
-- before
CREATE TABLE t (id int);
CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'select 1';
CREATE VIEW v AS SELECT f() AS x;
GRANT SELECT ON v TO reader;
GRANT EXECUTE ON FUNCTION f(int) TO reader;
ALTER VIEW v OWNER TO alice;
-- after
CREATE TABLE t (id int);
CREATE FUNCTION f(a int DEFAULT 1) RETURNS text LANGUAGE sql AS $$select 'x'::text$$;
CREATE VIEW v AS SELECT f() AS x;
GRANT SELECT ON v TO reader;
GRANT EXECUTE ON FUNCTION f(int) TO reader;
ALTER VIEW v OWNER TO alice;
