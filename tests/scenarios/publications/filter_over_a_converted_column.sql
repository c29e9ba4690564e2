-- A column that a publication filters by changes its type.
-- before
CREATE TABLE ships (id int PRIMARY KEY, tons int);
CREATE PUBLICATION heavy FOR TABLE ships WHERE (tons > 100) WITH (publish = 'insert');
-- after
CREATE TABLE ships (id int PRIMARY KEY, tons numeric);
CREATE PUBLICATION heavy FOR TABLE ships WHERE (tons > 100) WITH (publish = 'insert');
