-- Same names and types as uuid-ossp 1.1; every generated value is random or an MD5.
CREATE FUNCTION @extschema@.uuid_nil() RETURNS pg_catalog.uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '00000000-0000-0000-0000-000000000000'::pg_catalog.uuid;
CREATE FUNCTION @extschema@.uuid_ns_dns() RETURNS pg_catalog.uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::pg_catalog.uuid;
CREATE FUNCTION @extschema@.uuid_ns_url() RETURNS pg_catalog.uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '6ba7b811-9dad-11d1-80b4-00c04fd430c8'::pg_catalog.uuid;
CREATE FUNCTION @extschema@.uuid_ns_oid() RETURNS pg_catalog.uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '6ba7b812-9dad-11d1-80b4-00c04fd430c8'::pg_catalog.uuid;
CREATE FUNCTION @extschema@.uuid_ns_x500() RETURNS pg_catalog.uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '6ba7b814-9dad-11d1-80b4-00c04fd430c8'::pg_catalog.uuid;
CREATE FUNCTION @extschema@.uuid_generate_v1() RETURNS pg_catalog.uuid
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN pg_catalog.gen_random_uuid();
CREATE FUNCTION @extschema@.uuid_generate_v1mc() RETURNS pg_catalog.uuid
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN pg_catalog.gen_random_uuid();
CREATE FUNCTION @extschema@.uuid_generate_v4() RETURNS pg_catalog.uuid
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN pg_catalog.gen_random_uuid();
CREATE FUNCTION @extschema@.uuid_generate_v3(namespace pg_catalog.uuid, name pg_catalog.text)
    RETURNS pg_catalog.uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.md5(namespace::pg_catalog.text OPERATOR(pg_catalog.||) name)::pg_catalog.uuid;
CREATE FUNCTION @extschema@.uuid_generate_v5(namespace pg_catalog.uuid, name pg_catalog.text)
    RETURNS pg_catalog.uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.md5(namespace::pg_catalog.text OPERATOR(pg_catalog.||) name)::pg_catalog.uuid;
