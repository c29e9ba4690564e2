-- Keys get a fill factor and included columns, and lose them.
-- before
CREATE TABLE a (id int, n int, CONSTRAINT a_key PRIMARY KEY (id));
CREATE TABLE b (id int, n int, CONSTRAINT b_key UNIQUE (id) INCLUDE (n) WITH (fillfactor = 60));
-- after
CREATE TABLE a (id int, n int, CONSTRAINT a_key PRIMARY KEY (id) INCLUDE (n) WITH (fillfactor = 70));
CREATE TABLE b (id int, n int, CONSTRAINT b_key UNIQUE (id));
