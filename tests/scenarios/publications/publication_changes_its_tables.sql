-- A publication gains a table with a row filter, narrows the columns of another, and changes hands.
-- roles: captain
-- before
CREATE TABLE ships (id int PRIMARY KEY, tons int, note text);
CREATE TABLE ports (id int PRIMARY KEY);
CREATE PUBLICATION news FOR TABLE ships;
-- after
CREATE TABLE ships (id int PRIMARY KEY, tons int, note text);
CREATE TABLE ports (id int PRIMARY KEY);
CREATE PUBLICATION news FOR TABLE ships (id, tons), ports WHERE (id > 5) WITH (publish = 'insert, delete');
ALTER PUBLICATION news OWNER TO captain;
