-- TOAST parameters of a table come.
-- before
CREATE TABLE t (a text);
-- after
CREATE TABLE t (a text) WITH (toast.autovacuum_enabled=false, fillfactor=50);
