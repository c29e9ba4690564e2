-- A partitioned table stores a column out of line, and its partitions do.
-- before
CREATE TABLE p (a int, b text) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
-- after
CREATE TABLE p (a int, b text STORAGE EXTERNAL) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
