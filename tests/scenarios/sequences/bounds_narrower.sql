-- A sequence that was never used stands at its old start, which the new bounds leave out.
-- before
CREATE SEQUENCE s;
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);
-- after
CREATE SEQUENCE s MINVALUE 1000 MAXVALUE 2000 START 1500;
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (START 100 MINVALUE 50));
