-- Without its primary key a column is still NOT NULL where the script says so, and is not where it does not.
-- before
CREATE TABLE a (id int NOT NULL PRIMARY KEY, n int);
CREATE TABLE b (id int PRIMARY KEY, n int);
-- after
CREATE TABLE a (id int NOT NULL, n int);
CREATE TABLE b (id int, n int);
