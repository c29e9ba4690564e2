-- Indexes of a partitioned table and of its partitions go.
-- before
CREATE TABLE p (id int, a int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX pi ON p (a) WITH (fillfactor=50);
CREATE INDEX zz ON p2 (a, id);
COMMENT ON INDEX p1_a_idx IS 'x';
-- after
CREATE TABLE p (id int, a int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
