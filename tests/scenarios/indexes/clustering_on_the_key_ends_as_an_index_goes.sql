-- CLUSTER ON a key ends while another index is dropped.
-- before
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text);
CREATE INDEX i ON t (b);
ALTER TABLE t CLUSTER ON t_pkey;
-- after
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text);
