-- Of two indexes alike, the second by name is the part of the parent's.
-- before
CREATE TABLE event_1 (a int, b int);
-- after
CREATE TABLE event (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (1000);
CREATE INDEX event_b ON event (b);
CREATE INDEX another ON event_1 (b);
