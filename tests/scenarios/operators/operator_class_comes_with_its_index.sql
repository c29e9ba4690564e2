-- An operator class is created before the index that names it.
-- before
CREATE TABLE pairs (a int);
-- after
CREATE TABLE pairs (a int);
CREATE FUNCTION backwards(int, int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $2 - $1';
CREATE OPERATOR CLASS downhill FOR TYPE int USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 backwards(int, int);
CREATE INDEX pairs_down ON pairs (a downhill);
