-- A view over a converted column is made again with its options, owner, grants and comment.
-- roles: reader, keeper
-- before
CREATE TABLE prices (id int PRIMARY KEY, amount int);
CREATE VIEW dear WITH (security_invoker = true) AS SELECT id, amount FROM prices WHERE amount > 9;
ALTER VIEW dear OWNER TO keeper;
GRANT SELECT ON dear TO reader;
COMMENT ON VIEW dear IS 'What costs much.';
-- after
CREATE TABLE prices (id int PRIMARY KEY, amount numeric(10, 2));
CREATE VIEW dear WITH (security_invoker = true) AS SELECT id, amount FROM prices WHERE amount > 9;
ALTER VIEW dear OWNER TO keeper;
GRANT SELECT ON dear TO reader;
COMMENT ON VIEW dear IS 'What costs much.';
