-- Loose members of an operator family come and go.
-- before
CREATE OPERATOR FAMILY fam USING btree;
ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 <(int4,int8), FUNCTION 1 (int4,int8)
    btint48cmp(int4,int8);
-- after
CREATE OPERATOR FAMILY fam USING btree;
ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 5 >(int4,int8), FUNCTION 1 (int4,int8)
    btint48cmp(int4,int8);
