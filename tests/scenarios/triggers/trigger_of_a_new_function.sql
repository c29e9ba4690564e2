-- A trigger comes after the function that it calls.
-- before
CREATE TABLE t (id int PRIMARY KEY, seen timestamptz);
-- after
CREATE TABLE t (id int PRIMARY KEY, seen timestamptz);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.seen := now();
  RETURN NEW;
END $$;
CREATE TRIGGER stamped BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION stamp();
