-- The parent is made anew, and its index has no part in the partitions that stay.
-- before
CREATE TABLE event (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (1000);
CREATE INDEX event_a ON ONLY event (a);
-- after
CREATE TABLE event (a int, b int) PARTITION BY RANGE (b);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (1000);
CREATE INDEX event_1_b ON event_1 (b);
CREATE INDEX event_a ON ONLY event (a);
