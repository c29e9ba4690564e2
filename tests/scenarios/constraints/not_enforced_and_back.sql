-- Checks and foreign keys stop being enforced, and are enforced again.
-- before
CREATE TABLE ports (id int PRIMARY KEY);
CREATE TABLE ships (id int, port int CONSTRAINT home REFERENCES ports NOT ENFORCED, n int CONSTRAINT sane CHECK (n IS NULL OR true));
CREATE TABLE boats (port int CONSTRAINT berth REFERENCES ports);
-- after
CREATE TABLE ports (id int PRIMARY KEY);
CREATE TABLE ships (id int, port int CONSTRAINT home REFERENCES ports, n int CONSTRAINT sane CHECK (n IS NULL OR true) NOT ENFORCED);
CREATE TABLE boats (port int CONSTRAINT berth REFERENCES ports NOT ENFORCED);
