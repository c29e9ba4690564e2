-- A publication of all tables becomes one of a schema, and the other way round.
-- before
CREATE SCHEMA port;
CREATE TABLE port.ships (id int PRIMARY KEY);
CREATE PUBLICATION wide FOR ALL TABLES;
CREATE PUBLICATION narrow FOR TABLES IN SCHEMA port;
-- after
CREATE SCHEMA port;
CREATE TABLE port.ships (id int PRIMARY KEY);
CREATE PUBLICATION wide FOR TABLES IN SCHEMA port WITH (publish_via_partition_root = true);
CREATE PUBLICATION narrow FOR ALL TABLES;
