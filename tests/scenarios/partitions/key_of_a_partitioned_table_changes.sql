-- The primary key of a partitioned table gets another column; a partition keeps an index of its own.
-- before
CREATE TABLE visits (day date NOT NULL, ship int NOT NULL, n int NOT NULL, PRIMARY KEY (day, ship)) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
CREATE INDEX visits_rest_n ON visits_rest (n);
-- after
CREATE TABLE visits (day date NOT NULL, ship int NOT NULL, n int NOT NULL, PRIMARY KEY (day, n)) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
CREATE INDEX visits_rest_n ON visits_rest (n);
