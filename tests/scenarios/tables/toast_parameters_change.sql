-- TOAST parameters of a table change.
-- before
CREATE TABLE t (a text) WITH (toast.autovacuum_enabled=false, fillfactor=50);
-- after
CREATE TABLE t (a text) WITH (toast.autovacuum_vacuum_threshold=50);
