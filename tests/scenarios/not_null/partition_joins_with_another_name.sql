-- A table that becomes a partition gets the NOT NULL name of its parent, and its own back.
-- before
CREATE TABLE measure (at date NOT NULL, value bigint NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE measure_2026 (at date NOT NULL, value bigint NOT NULL);
-- after
CREATE TABLE measure (at date NOT NULL, value bigint NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE measure_2026 PARTITION OF measure FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
