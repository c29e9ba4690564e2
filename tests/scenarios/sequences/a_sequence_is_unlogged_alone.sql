-- The sequence of an identity column becomes unlogged while its table is not.
-- before
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, s serial);
CREATE SEQUENCE q;
-- after
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, s serial);
ALTER SEQUENCE t_id_seq SET UNLOGGED;
CREATE UNLOGGED SEQUENCE q;
