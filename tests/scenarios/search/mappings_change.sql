-- Mappings of a configuration come, change their dictionaries and their order, and go.
-- before
CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION log (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR asciiword WITH plain, english_stem;
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR email, url WITH simple;
-- after
CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION log (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR asciiword WITH english_stem, plain;
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR url WITH plain;
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR numword WITH simple;
