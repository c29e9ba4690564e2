-- Labels of an enum are added where they belong, and removed on the way back.
-- before
CREATE TYPE size AS ENUM ('m', 'xl');
CREATE TABLE shirts (id int PRIMARY KEY, size size DEFAULT 'm');
-- after
CREATE TYPE size AS ENUM ('s', 'm', 'l', 'xl', 'xxl');
CREATE TABLE shirts (id int PRIMARY KEY, size size DEFAULT 'm');
