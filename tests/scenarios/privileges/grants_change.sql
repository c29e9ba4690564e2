-- Rights on a table and on one of its columns come and go.
-- roles: reader, writer
-- before
CREATE TABLE t (id int PRIMARY KEY, note text);
GRANT SELECT, INSERT ON t TO writer;
-- after
CREATE TABLE t (id int PRIMARY KEY, note text);
GRANT SELECT ON t TO reader;
GRANT UPDATE (note) ON t TO writer;
