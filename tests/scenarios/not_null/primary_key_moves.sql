-- Another column becomes the primary key, and the old one may be empty again.
-- before
CREATE TABLE ships (id int PRIMARY KEY, code text NOT NULL);
-- after
CREATE TABLE ships (id int, code text PRIMARY KEY);
