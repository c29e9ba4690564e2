-- An aggregate under a view gets a start value.
-- before
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select $1 + $2';
CREATE AGGREGATE total(int) (SFUNC = plus, STYPE = int);
CREATE VIEW v AS SELECT total(x) FROM generate_series(1,2) x;
-- after
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select $1 + $2';
CREATE AGGREGATE total(int) (SFUNC = plus, STYPE = int, INITCOND = '5');
CREATE VIEW v AS SELECT total(x) FROM generate_series(1,2) x;
