-- A collation that nothing uses gets another provider, a conversion becomes the default.
-- before
CREATE COLLATION c1 (PROVIDER = libc, LOCALE = 'C');
CREATE CONVERSION cv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- after
CREATE COLLATION c1 (PROVIDER = builtin, LOCALE = 'C.UTF-8');
CREATE DEFAULT CONVERSION cv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON COLLATION c1 IS 'x';
