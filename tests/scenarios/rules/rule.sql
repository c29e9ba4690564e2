-- A rule gets another event, a condition and a comment, and is disabled.
-- before
CREATE TABLE t (id int);
CREATE TABLE u (id int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO u VALUES (new.id);
-- after
CREATE TABLE t (id int);
CREATE TABLE u (id int);
CREATE RULE r AS ON UPDATE TO t WHERE new.id > 1 DO INSTEAD NOTHING;
ALTER TABLE t DISABLE RULE r;
COMMENT ON RULE r ON t IS 'x';
