-- A domain that a column and a function use is of another type.
-- before
CREATE DOMAIN money AS numeric(8, 2);
CREATE TABLE trips (id int, cost money);
CREATE FUNCTION tax(money) RETURNS money LANGUAGE sql AS 'SELECT $1';
-- after
CREATE DOMAIN money AS numeric(12, 4);
CREATE TABLE trips (id int, cost money);
CREATE FUNCTION tax(money) RETURNS money LANGUAGE sql AS 'SELECT $1';
