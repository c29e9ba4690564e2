-- An operator that a check uses gets estimators, and an owner, where it stands.
-- roles: captain
-- before
CREATE FUNCTION near(int, int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT abs($1 - $2) < 2';
CREATE OPERATOR ~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = near);
CREATE TABLE pairs (a int, b int, CHECK (a ~~~ b));
-- after
CREATE FUNCTION near(int, int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT abs($1 - $2) < 2';
CREATE OPERATOR ~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = near, COMMUTATOR = ~~~, RESTRICT = eqsel, JOIN = eqjoinsel);
ALTER OPERATOR ~~~ (int, int) OWNER TO captain;
CREATE TABLE pairs (a int, b int, CHECK (a ~~~ b));
