-- Tables that refer to each other go together.
-- before
CREATE TABLE a (id int PRIMARY KEY, b int);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
-- after
CREATE TABLE c (id int PRIMARY KEY);
