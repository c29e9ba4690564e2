-- A function that views and a default call returns another type.
-- before
CREATE FUNCTION size(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE TABLE boxes (w int, s int DEFAULT size(1));
CREATE VIEW sized AS SELECT size(w) AS s FROM boxes;
CREATE VIEW large AS SELECT s FROM sized WHERE s > 3;
COMMENT ON VIEW large IS 'Kept.';
-- after
CREATE FUNCTION size(int) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1::bigint';
CREATE TABLE boxes (w int, s int DEFAULT size(1));
CREATE VIEW sized AS SELECT size(w) AS s FROM boxes;
CREATE VIEW large AS SELECT s FROM sized WHERE s > 3;
COMMENT ON VIEW large IS 'Kept.';
