-- An identity column and a serial one become wider, and so do their sequences.
-- before
CREATE TABLE tickets (id int GENERATED ALWAYS AS IDENTITY, n smallserial);
-- after
CREATE TABLE tickets (id bigint GENERATED ALWAYS AS IDENTITY, n bigserial);
