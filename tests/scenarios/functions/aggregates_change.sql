-- An aggregate changes where it begins, one goes, one comes with its function.
-- before
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE AGGREGATE old_total(int) (SFUNC = int4pl, STYPE = int);
-- after
CREATE FUNCTION twice(int, int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 2 * $2';
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '5', PARALLEL = SAFE);
CREATE AGGREGATE doubled(int) (SFUNC = twice, STYPE = int, INITCOND = '0');
COMMENT ON AGGREGATE doubled(int) IS 'Twice the sum.';
