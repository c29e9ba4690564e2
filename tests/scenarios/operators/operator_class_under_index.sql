-- An operator class changes under an index.
-- before
CREATE TABLE t (id int);
CREATE OPERATOR CLASS ops FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 3 =, OPERATOR 5 >,
    FUNCTION 1 btint4cmp(int4,int4);
CREATE INDEX i ON t (id ops);
-- after
CREATE TABLE t (id int);
CREATE OPERATOR CLASS ops FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =,
    OPERATOR 5 >, FUNCTION 1 btint4cmp(int4,int4);
CREATE INDEX i ON t (id ops);
