-- A partitioned table joins another, with foreign keys under names of its own and parts below.
-- before
CREATE TABLE target (a int PRIMARY KEY);
CREATE TABLE whole (a int REFERENCES target, b int) PARTITION BY LIST (b);
-- after
CREATE TABLE target (a int PRIMARY KEY);
CREATE TABLE whole (a int REFERENCES target, b int) PARTITION BY LIST (b);
CREATE TABLE whole_1 (a int REFERENCES target, b int) PARTITION BY RANGE (a);
CREATE TABLE whole_11 PARTITION OF whole_1 FOR VALUES FROM (0) TO (10);
ALTER TABLE whole ATTACH PARTITION whole_1 FOR VALUES IN (1);
CREATE TABLE whole_2 PARTITION OF whole FOR VALUES IN (2) PARTITION BY RANGE (a);
CREATE TABLE whole_21 PARTITION OF whole_2 FOR VALUES FROM (0) TO (10);
