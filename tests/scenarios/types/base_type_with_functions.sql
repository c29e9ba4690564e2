-- A base type and its functions need each other, and come and go together.
-- before
-- after
CREATE TYPE base;
CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE base (INPUT = base_in, OUTPUT = base_out, LIKE = int4);
CREATE TABLE x (a base);
