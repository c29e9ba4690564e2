-- The columns of a view of VALUES lose their names.
-- before
CREATE VIEW v (a, b) AS VALUES (1, 'y'), (2, 'z');
-- after
CREATE VIEW v AS VALUES (1, 'x');
