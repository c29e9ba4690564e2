-- A foreign key goes to a new key while the old one goes.
-- before
CREATE TABLE ports (id int CONSTRAINT by_id PRIMARY KEY, code int NOT NULL);
CREATE TABLE ships (port int CONSTRAINT home REFERENCES ports (id));
-- after
CREATE TABLE ports (id int, code int NOT NULL CONSTRAINT by_code PRIMARY KEY);
CREATE TABLE ships (port int CONSTRAINT home REFERENCES ports (code) ON DELETE SET NULL);
