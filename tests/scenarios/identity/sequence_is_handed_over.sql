-- A sequence is handed from one column to another, whose default it becomes.
-- before
CREATE SEQUENCE counter AS int;
CREATE TABLE a (id int DEFAULT nextval('counter'));
CREATE TABLE b (id int);
ALTER SEQUENCE counter OWNED BY a.id;
-- after
CREATE SEQUENCE counter AS int;
CREATE TABLE a (id int);
CREATE TABLE b (id int DEFAULT nextval('counter'));
ALTER SEQUENCE counter OWNED BY b.id;
