-- A function changes all that can be altered without a new one.
-- before
CREATE FUNCTION f(a int) RETURNS SETOF int LANGUAGE sql AS 'SELECT $1';
-- after
CREATE FUNCTION f(a int) RETURNS SETOF int LANGUAGE sql STABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 7 ROWS 9 SET search_path = 'pg_catalog' AS 'SELECT $1 + 1';
