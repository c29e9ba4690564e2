-- A new body and new options replace a function in place.
-- before
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
-- after
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE STRICT COST 7 AS 'select 2';
