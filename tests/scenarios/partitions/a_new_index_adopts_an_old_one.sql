-- A new index adopts one that a partition has, and a hash index comes.
-- before
CREATE TABLE p (id int, a int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX own ON p1 (a);
-- after
CREATE TABLE p (id int, a int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX own ON p1 (a);
CREATE INDEX pi ON p (a);
CREATE INDEX ph ON p USING hash (a);
