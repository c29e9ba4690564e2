-- A schema comes into being, and goes.
-- before
-- after
CREATE TYPE mood AS ENUM ('calm', 'glad');
CREATE TABLE owners (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE);
CREATE TABLE cats (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner_id bigint NOT NULL REFERENCES owners ON DELETE CASCADE,
  mood mood NOT NULL DEFAULT 'calm',
  weight numeric(5, 2) CHECK (weight > 0)
);
CREATE INDEX cats_owner_id_idx ON cats (owner_id);
COMMENT ON TABLE cats IS 'Those who sleep.';
