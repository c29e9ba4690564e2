-- A label that is new is the default of a column: that needs a second transaction.
-- before
CREATE TYPE size AS ENUM ('m');
CREATE TABLE shirts (id int PRIMARY KEY, size size DEFAULT 'm');
-- after
CREATE TYPE size AS ENUM ('m', 'l');
CREATE TABLE shirts (id int PRIMARY KEY, size size DEFAULT 'l');
