-- A table becomes unlogged with its sequences.
-- before
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, s serial);
CREATE SEQUENCE q;
-- after
CREATE UNLOGGED TABLE t (id int GENERATED ALWAYS AS IDENTITY, s serial);
CREATE UNLOGGED SEQUENCE q;
