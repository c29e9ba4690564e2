-- A union has literals without names in its second half.
-- before
CREATE VIEW v AS VALUES (1, 'x');
-- after
CREATE VIEW v AS SELECT NULL AS x, 'a' AS y UNION SELECT 1, 'b';
