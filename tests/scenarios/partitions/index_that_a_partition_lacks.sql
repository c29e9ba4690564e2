-- A partition comes that is to have no part of an index made ONLY on its parent.
-- before
CREATE TABLE event (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (1000);
CREATE INDEX event_sum ON ONLY event ((a + b));
-- after
CREATE TABLE event (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (1000);
CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM (1000) TO (2000);
CREATE INDEX event_sum ON ONLY event ((a + b));
