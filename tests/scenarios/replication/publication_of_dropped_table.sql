-- A published table is dropped, another changes its key.
-- before
CREATE TABLE t (id int primary key, b text);
CREATE TABLE u (id int primary key);
CREATE PUBLICATION p FOR TABLE t, u;
-- after
CREATE TABLE u (id bigint primary key);
CREATE PUBLICATION p FOR TABLE u;
