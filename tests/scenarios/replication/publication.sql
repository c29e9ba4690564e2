-- Publications get other tables, columns, conditions and options.
-- before
CREATE TABLE t (id int primary key, b text);
CREATE TABLE u (id int primary key);
CREATE PUBLICATION p FOR TABLE t;
CREATE PUBLICATION q FOR ALL TABLES;
CREATE PUBLICATION n;
CREATE PUBLICATION s FOR TABLES IN SCHEMA public;
-- after
CREATE TABLE t (id int primary key, b text);
CREATE TABLE u (id int primary key);
CREATE PUBLICATION p FOR TABLE t (id) WHERE (id > 3), u WITH (publish = 'insert',
    publish_via_partition_root = true);
CREATE PUBLICATION q FOR TABLE u;
CREATE PUBLICATION n WITH (publish = 'delete');
CREATE PUBLICATION s;
