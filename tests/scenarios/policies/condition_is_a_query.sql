-- A condition that is nothing but a query has brackets of its own.
-- before
CREATE TABLE account (name text, level int);
CREATE TABLE document (level int);
-- after
CREATE TABLE account (name text, level int);
CREATE TABLE document (level int);
CREATE POLICY clearance ON document AS RESTRICTIVE
  USING ((SELECT document.level <= account.level FROM account WHERE account.name = current_user));
