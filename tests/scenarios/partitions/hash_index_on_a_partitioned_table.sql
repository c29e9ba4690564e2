-- A hash index on a partitioned table reaches its partitions.
-- before
CREATE TABLE visits (day date NOT NULL, ship int) PARTITION BY RANGE (day);
CREATE TABLE visits_old PARTITION OF visits DEFAULT;
-- after
CREATE TABLE visits (day date NOT NULL, ship int) PARTITION BY RANGE (day);
CREATE TABLE visits_old PARTITION OF visits DEFAULT;
CREATE INDEX visits_by_ship ON visits USING hash (ship);
