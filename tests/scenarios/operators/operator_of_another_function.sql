-- An operator under an index and a view is made again over another function.
-- before
CREATE FUNCTION near(int, int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT abs($1 - $2) < 2';
CREATE OPERATOR ~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = near);
CREATE TABLE pairs (a int, b int);
CREATE INDEX pairs_near ON pairs (a) WHERE a ~~~ b;
CREATE VIEW close_ones AS SELECT a FROM pairs WHERE a ~~~ 3;
-- after
CREATE FUNCTION nearer(int, int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 = $2';
CREATE OPERATOR ~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = nearer);
CREATE TABLE pairs (a int, b int);
CREATE INDEX pairs_near ON pairs (a) WHERE a ~~~ b;
CREATE VIEW close_ones AS SELECT a FROM pairs WHERE a ~~~ 3;
