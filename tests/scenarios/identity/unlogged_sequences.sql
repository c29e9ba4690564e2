-- A sequence becomes unlogged, another logged, and a table takes its own along.
-- before
CREATE SEQUENCE a;
CREATE UNLOGGED SEQUENCE b;
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);
-- after
CREATE UNLOGGED SEQUENCE a;
CREATE SEQUENCE b;
CREATE UNLOGGED TABLE t (id int GENERATED ALWAYS AS IDENTITY);
