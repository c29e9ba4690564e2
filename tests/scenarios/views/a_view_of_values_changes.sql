-- A view of bare VALUES gets another row.
-- before
CREATE VIEW v (a, b) AS VALUES (1, 'x');
-- after
CREATE VIEW v (a, b) AS VALUES (1, 'y'), (2, 'z');
