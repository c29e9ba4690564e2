-- A cast becomes implicit, and another comes.
-- before
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION to_pair(int) RETURNS pair LANGUAGE sql IMMUTABLE AS 'select row($1, 0)::pair';
CREATE CAST (int AS pair) WITH FUNCTION to_pair(int) AS ASSIGNMENT;
COMMENT ON CAST (int AS pair) IS 'x';
-- after
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION to_pair(int) RETURNS pair LANGUAGE sql IMMUTABLE AS 'select row($1, 0)::pair';
CREATE CAST (int AS pair) WITH FUNCTION to_pair(int) AS IMPLICIT;
CREATE CAST (pair AS text) WITH INOUT;
