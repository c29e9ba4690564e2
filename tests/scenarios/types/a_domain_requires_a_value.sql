-- A domain becomes NOT NULL.
-- before
CREATE DOMAIN d AS int;
-- after
CREATE DOMAIN d AS int NOT NULL;
