-- A dictionary and a configuration with mappings of its own are created.
-- before
CREATE TABLE notes (body text);
-- after
CREATE TABLE notes (body text);
CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple, accept = false);
CREATE TEXT SEARCH CONFIGURATION log (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR asciiword, word WITH plain, english_stem;
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR int WITH simple;
