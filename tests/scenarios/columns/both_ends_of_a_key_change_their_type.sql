-- Both columns of a foreign key become bigint, and the key stays.
-- before
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users);
-- after
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id bigint NOT NULL REFERENCES users);
