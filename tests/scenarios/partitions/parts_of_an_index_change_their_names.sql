-- The index of a partition gives way to one of another name; storage parameters come.
-- before
CREATE TABLE p (id int, a int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX own ON p1 (a);
CREATE INDEX pi ON p (a);
CREATE INDEX ph ON p USING hash (a);
-- after
CREATE TABLE p (id int, a int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX pi ON p (a) WITH (fillfactor=50);
CREATE INDEX zz ON p2 (a, id);
COMMENT ON INDEX p1_a_idx IS 'x';
