-- Two spellings of one schema need no migration.
-- before
CREATE TABLE Books (ID int8, price decimal(10, 2), PRIMARY KEY (ID));
CREATE INDEX ON books (price);
-- after
create table books (id bigint primary key, price numeric(10,2));
create index books_price_idx on public.books using btree (price asc nulls last);
