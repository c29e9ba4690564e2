-- Harbour: a logistics platform. Customers book shipments, carriers move them from depot to depot,
-- every scan is an event, and finance invoices what was delivered.
-- Five schemas: identity (who), network (where), freight (what moves), finance (what it costs) and
-- telemetry (what was measured).

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE SCHEMA identity;
CREATE SCHEMA network;
CREATE SCHEMA freight;
CREATE SCHEMA finance;
CREATE SCHEMA telemetry;

COMMENT ON SCHEMA identity IS 'Organizations, people and what they may do';
COMMENT ON SCHEMA network IS 'Depots, routes, vehicles and their calendars';
COMMENT ON SCHEMA freight IS 'Bookings, shipments and parcels on their way';
COMMENT ON SCHEMA finance IS 'Tariffs, invoices and payments';
COMMENT ON SCHEMA telemetry IS 'Measurements in great number, partitioned by time';

-- Types ------------------------------------------------------------------------------------------

CREATE TYPE identity.member_role AS ENUM ('owner', 'planner', 'driver', 'clerk', 'viewer');
CREATE TYPE network.vehicle_kind AS ENUM ('van', 'truck', 'trailer', 'barge', 'cargo bike');
CREATE TYPE network.stop_kind AS ENUM ('pickup', 'transfer', 'delivery');
CREATE TYPE freight.shipment_status AS ENUM (
  'draft', 'booked', 'collected', 'in transit', 'delivered', 'returned', 'cancelled'
);
CREATE TYPE freight.scan_kind AS ENUM ('collected', 'loaded', 'unloaded', 'delivered', 'refused', 'damaged');
CREATE TYPE finance.invoice_status AS ENUM ('open', 'sent', 'paid', 'overdue', 'void');

COMMENT ON TYPE freight.shipment_status IS 'In the order a shipment goes through them';

CREATE DOMAIN identity.email AS citext
  CONSTRAINT email_looks_like_one CHECK (VALUE ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$');
CREATE DOMAIN network.country AS char(2)
  CONSTRAINT country_is_iso_code CHECK (VALUE ~ '^[A-Z]{2}$');
CREATE DOMAIN finance.currency AS char(3) DEFAULT 'EUR' NOT NULL
  CONSTRAINT currency_is_iso_code CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE DOMAIN finance.amount AS numeric(14, 2)
  CONSTRAINT amount_is_not_negative CHECK (VALUE >= 0);
CREATE DOMAIN freight.kilograms AS numeric(9, 3)
  CONSTRAINT weight_is_positive CHECK (VALUE > 0);

COMMENT ON DOMAIN identity.email IS 'Compared without regard to case';
COMMENT ON CONSTRAINT email_looks_like_one ON DOMAIN identity.email IS 'A typing aid; only a sent mail proves an address';

CREATE TYPE network.address AS (
  street text,
  house_number text,
  postal_code text,
  city text,
  country network.country
);

COMMENT ON TYPE network.address IS 'Postal address as printed on a label';

-- Functions --------------------------------------------------------------------------------------

CREATE FUNCTION public.touch_updated_at() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END;
$$;

CREATE FUNCTION identity.current_organization() RETURNS bigint
LANGUAGE sql STABLE
RETURN nullif(current_setting('harbour.organization', true), '')::bigint;

COMMENT ON FUNCTION identity.current_organization() IS 'Set by the application at the start of every transaction';

CREATE FUNCTION freight.check_digit(code text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT (10 - sum(digit * CASE WHEN place % 2 = 1 THEN 3 ELSE 1 END) % 10) % 10
  FROM (
    SELECT substr(code, place, 1)::integer AS digit, place
    FROM generate_series(1, length(code)) AS place
  ) AS digits
);

-- Identity ---------------------------------------------------------------------------------------

CREATE TABLE identity.organizations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  slug citext NOT NULL UNIQUE,
  country network.country NOT NULL,
  vat_number text,
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organizations_vat_number_key UNIQUE NULLS NOT DISTINCT (country, vat_number),
  CONSTRAINT organizations_settings_is_object CHECK (jsonb_typeof(settings) = 'object')
);

CREATE TABLE identity.users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email identity.email NOT NULL UNIQUE,
  full_name text NOT NULL,
  password_hash text,
  locale text NOT NULL DEFAULT 'en',
  is_active boolean NOT NULL DEFAULT true,
  last_seen_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE identity.memberships (
  organization_id bigint NOT NULL REFERENCES identity.organizations ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
  role identity.member_role NOT NULL DEFAULT 'viewer',
  invited_by uuid REFERENCES identity.users ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, user_id)
);

CREATE TABLE identity.api_tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL DEFAULT '{}',
  expires_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT api_tokens_membership_fkey FOREIGN KEY (organization_id, user_id)
    REFERENCES identity.memberships ON DELETE CASCADE,
  CONSTRAINT api_tokens_hash_is_sha256 CHECK (octet_length(token_hash) = 32)
);

-- Network ----------------------------------------------------------------------------------------

CREATE TABLE network.regions (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id integer REFERENCES network.regions ON DELETE RESTRICT,
  name text NOT NULL,
  country network.country NOT NULL,
  UNIQUE (country, name),
  CONSTRAINT regions_not_their_own_parent CHECK (parent_id <> id)
);

CREATE TABLE network.depots (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region_id integer NOT NULL REFERENCES network.regions,
  code char(5) NOT NULL UNIQUE,
  name text NOT NULL,
  address network.address NOT NULL,
  location point NOT NULL,
  capacity_m3 numeric(10, 2) NOT NULL CHECK (capacity_m3 > 0),
  closed_on date
);

CREATE TABLE network.depot_hours (
  depot_id integer NOT NULL REFERENCES network.depots ON DELETE CASCADE,
  weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens time NOT NULL,
  closes time NOT NULL,
  PRIMARY KEY (depot_id, weekday),
  CONSTRAINT depot_hours_close_after_opening CHECK (closes > opens)
);

CREATE TABLE network.carriers (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL UNIQUE REFERENCES identity.organizations ON DELETE RESTRICT,
  scac char(4) UNIQUE,
  rating numeric(3, 2) CHECK (rating BETWEEN 0 AND 5)
);

CREATE TABLE network.vehicles (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  carrier_id integer NOT NULL REFERENCES network.carriers ON DELETE CASCADE,
  home_depot_id integer REFERENCES network.depots ON DELETE SET NULL,
  kind network.vehicle_kind NOT NULL,
  plate text NOT NULL,
  length_m numeric(5, 2) NOT NULL,
  width_m numeric(5, 2) NOT NULL,
  height_m numeric(5, 2) NOT NULL,
  volume_m3 numeric(10, 2) GENERATED ALWAYS AS (length_m * width_m * height_m) STORED,
  payload freight.kilograms NOT NULL,
  UNIQUE (carrier_id, plate)
);

CREATE TABLE network.drivers (
  user_id uuid PRIMARY KEY REFERENCES identity.users ON DELETE CASCADE,
  carrier_id integer NOT NULL REFERENCES network.carriers ON DELETE CASCADE,
  licence_number text NOT NULL UNIQUE,
  licence_classes text[] NOT NULL,
  licence_expires_on date NOT NULL
);

CREATE TABLE network.routes (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  carrier_id integer NOT NULL REFERENCES network.carriers ON DELETE CASCADE,
  name text NOT NULL,
  departs_on smallint[] NOT NULL,
  UNIQUE (carrier_id, name)
);

CREATE TABLE network.route_stops (
  route_id integer NOT NULL REFERENCES network.routes ON DELETE CASCADE,
  position smallint NOT NULL,
  depot_id integer NOT NULL REFERENCES network.depots ON DELETE RESTRICT,
  kind network.stop_kind NOT NULL,
  minutes_after_start integer NOT NULL,
  PRIMARY KEY (route_id, position),
  CONSTRAINT route_stops_position_is_positive CHECK (position > 0)
);

CREATE TABLE network.trips (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  route_id integer NOT NULL REFERENCES network.routes ON DELETE RESTRICT,
  vehicle_id integer NOT NULL REFERENCES network.vehicles ON DELETE RESTRICT,
  driver_id uuid NOT NULL REFERENCES network.drivers ON DELETE RESTRICT,
  during tstzrange NOT NULL,
  cancelled_at timestamptz,
  CONSTRAINT trips_period_is_bounded CHECK (NOT lower_inf(during) AND NOT upper_inf(during)),
  CONSTRAINT trips_vehicle_is_in_one_place EXCLUDE USING gist (vehicle_id WITH =, during WITH &&)
    WHERE (cancelled_at IS NULL),
  CONSTRAINT trips_driver_is_in_one_place EXCLUDE USING gist (driver_id WITH =, during WITH &&)
    WHERE (cancelled_at IS NULL)
);

-- Freight ----------------------------------------------------------------------------------------

CREATE TABLE freight.contacts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL REFERENCES identity.organizations ON DELETE CASCADE,
  full_name text NOT NULL,
  email identity.email,
  phone text,
  address network.address NOT NULL,
  deleted_at timestamptz,
  CONSTRAINT contacts_can_be_reached CHECK (email IS NOT NULL OR phone IS NOT NULL)
);

CREATE TABLE freight.bookings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL REFERENCES identity.organizations ON DELETE RESTRICT,
  booked_by uuid REFERENCES identity.users ON DELETE SET NULL,
  reference text NOT NULL,
  note text,
  requested_on date NOT NULL DEFAULT CURRENT_DATE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, reference)
);

CREATE TABLE freight.shipments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  booking_id bigint NOT NULL REFERENCES freight.bookings ON DELETE CASCADE,
  sender_id bigint NOT NULL REFERENCES freight.contacts ON DELETE RESTRICT,
  recipient_id bigint NOT NULL REFERENCES freight.contacts ON DELETE RESTRICT,
  origin_id integer NOT NULL REFERENCES network.depots ON DELETE RESTRICT,
  destination_id integer NOT NULL REFERENCES network.depots ON DELETE RESTRICT,
  status freight.shipment_status NOT NULL DEFAULT 'draft',
  tracking_code text NOT NULL UNIQUE,
  check_digit integer GENERATED ALWAYS AS (freight.check_digit(tracking_code)) STORED,
  promised_on daterange,
  delivered_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT shipments_tracking_code_is_digits CHECK (tracking_code ~ '^[0-9]{11}$'),
  CONSTRAINT shipments_delivered_have_a_time CHECK (status <> 'delivered' OR delivered_at IS NOT NULL)
);

CREATE TABLE freight.parcels (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shipment_id bigint NOT NULL REFERENCES freight.shipments ON DELETE CASCADE,
  number smallint NOT NULL,
  weight freight.kilograms NOT NULL,
  length_cm smallint NOT NULL,
  width_cm smallint NOT NULL,
  height_cm smallint NOT NULL,
  volume_m3 numeric(8, 4) GENERATED ALWAYS AS (length_cm::numeric * width_cm * height_cm / 1000000) STORED,
  is_fragile boolean NOT NULL DEFAULT false,
  UNIQUE (shipment_id, number),
  CONSTRAINT parcels_have_a_size CHECK (length_cm > 0 AND width_cm > 0 AND height_cm > 0)
);

CREATE TABLE freight.commodities (
  code char(8) PRIMARY KEY,
  name text NOT NULL,
  is_hazardous boolean NOT NULL DEFAULT false,
  un_number char(4),
  CONSTRAINT commodities_hazards_are_numbered CHECK (NOT is_hazardous OR un_number IS NOT NULL)
);

CREATE TABLE freight.parcel_contents (
  parcel_id bigint NOT NULL REFERENCES freight.parcels ON DELETE CASCADE,
  commodity_code char(8) NOT NULL REFERENCES freight.commodities ON UPDATE CASCADE,
  quantity integer NOT NULL CHECK (quantity > 0),
  declared_value finance.amount,
  PRIMARY KEY (parcel_id, commodity_code)
);

CREATE TABLE freight.loads (
  trip_id bigint NOT NULL REFERENCES network.trips ON DELETE RESTRICT,
  parcel_id bigint NOT NULL REFERENCES freight.parcels ON DELETE CASCADE,
  loaded_at timestamptz,
  unloaded_at timestamptz,
  PRIMARY KEY (trip_id, parcel_id),
  CONSTRAINT loads_unload_after_loading CHECK (unloaded_at > loaded_at)
);

CREATE TABLE freight.scans (
  id bigint GENERATED ALWAYS AS IDENTITY,
  scanned_at timestamptz NOT NULL DEFAULT now(),
  parcel_id bigint NOT NULL REFERENCES freight.parcels ON DELETE CASCADE,
  depot_id integer REFERENCES network.depots,
  scanned_by uuid REFERENCES identity.users ON DELETE SET NULL,
  kind freight.scan_kind NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (id, scanned_at)
) PARTITION BY RANGE (scanned_at);

CREATE TABLE freight.scans_2026_h1 PARTITION OF freight.scans
  FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2026-07-01 00:00+00');
CREATE TABLE freight.scans_2026_h2 PARTITION OF freight.scans
  FOR VALUES FROM ('2026-07-01 00:00+00') TO ('2027-01-01 00:00+00');
CREATE TABLE freight.scans_rest PARTITION OF freight.scans DEFAULT;

CREATE TABLE freight.proofs_of_delivery (
  shipment_id bigint PRIMARY KEY REFERENCES freight.shipments ON DELETE CASCADE,
  signed_by text NOT NULL,
  signature bytea NOT NULL,
  photo_urls text[] NOT NULL DEFAULT '{}',
  signed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE freight.claims (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parcel_id bigint NOT NULL REFERENCES freight.parcels ON DELETE RESTRICT,
  opened_by uuid REFERENCES identity.users ON DELETE SET NULL,
  reason text NOT NULL,
  claimed finance.amount NOT NULL,
  settled finance.amount,
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  CONSTRAINT claims_settle_at_most_what_was_claimed CHECK (settled <= claimed)
);

-- Finance ----------------------------------------------------------------------------------------

CREATE SEQUENCE finance.invoice_numbers AS integer START WITH 100000 NO CYCLE;

COMMENT ON SEQUENCE finance.invoice_numbers IS 'Gaps are possible; the tax office accepts them with a reason';

CREATE TABLE finance.tariffs (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  carrier_id integer NOT NULL REFERENCES network.carriers ON DELETE CASCADE,
  region_id integer NOT NULL REFERENCES network.regions ON DELETE RESTRICT,
  valid daterange NOT NULL,
  price_per_kg finance.amount NOT NULL,
  price_per_m3 finance.amount NOT NULL,
  currency finance.currency,
  CONSTRAINT tariffs_do_not_overlap EXCLUDE USING gist (carrier_id WITH =, region_id WITH =, valid WITH &&)
);

CREATE TABLE finance.invoices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number integer NOT NULL UNIQUE DEFAULT nextval('finance.invoice_numbers'),
  organization_id bigint NOT NULL REFERENCES identity.organizations ON DELETE RESTRICT,
  status finance.invoice_status NOT NULL DEFAULT 'open',
  currency finance.currency,
  issued_on date NOT NULL DEFAULT CURRENT_DATE,
  due_on date NOT NULL,
  CONSTRAINT invoices_due_after_issue CHECK (due_on >= issued_on)
);

CREATE TABLE finance.invoice_lines (
  invoice_id bigint NOT NULL REFERENCES finance.invoices ON DELETE CASCADE,
  position smallint NOT NULL,
  shipment_id bigint REFERENCES freight.shipments ON DELETE SET NULL,
  tariff_id integer REFERENCES finance.tariffs ON DELETE SET NULL,
  text text NOT NULL,
  quantity numeric(12, 3) NOT NULL DEFAULT 1,
  unit_price finance.amount NOT NULL,
  total numeric(14, 2) GENERATED ALWAYS AS (round(quantity * unit_price, 2)) STORED,
  PRIMARY KEY (invoice_id, position)
);

CREATE TABLE finance.payments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invoice_id bigint NOT NULL REFERENCES finance.invoices ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED,
  amount finance.amount NOT NULL,
  received_on date NOT NULL DEFAULT CURRENT_DATE,
  bank_reference text UNIQUE
);

-- Telemetry --------------------------------------------------------------------------------------

CREATE TABLE telemetry.sensors (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  vehicle_id integer NOT NULL REFERENCES network.vehicles ON DELETE CASCADE,
  quantity text NOT NULL,
  unit text NOT NULL,
  UNIQUE (vehicle_id, quantity)
);

CREATE TABLE telemetry.readings (
  sensor_id integer NOT NULL REFERENCES telemetry.sensors ON DELETE CASCADE,
  measured_at timestamptz NOT NULL,
  value double precision NOT NULL,
  PRIMARY KEY (sensor_id, measured_at)
) PARTITION BY HASH (sensor_id);

CREATE TABLE telemetry.readings_0 PARTITION OF telemetry.readings FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE telemetry.readings_1 PARTITION OF telemetry.readings FOR VALUES WITH (MODULUS 2, REMAINDER 1);

CREATE UNLOGGED TABLE telemetry.last_positions (
  vehicle_id integer PRIMARY KEY REFERENCES network.vehicles ON DELETE CASCADE,
  location point NOT NULL,
  speed_kmh real CHECK (speed_kmh >= 0),
  seen_at timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE telemetry.weather_reports (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  station text NOT NULL,
  reported_at timestamptz NOT NULL,
  report xml,
  summary text
);

-- Indexes ----------------------------------------------------------------------------------------

CREATE INDEX memberships_user_id_idx ON identity.memberships (user_id);
CREATE INDEX memberships_invited_by_idx ON identity.memberships (invited_by) WHERE invited_by IS NOT NULL;
CREATE INDEX api_tokens_membership_idx ON identity.api_tokens (organization_id, user_id);
CREATE INDEX organizations_settings_idx ON identity.organizations USING gin (settings jsonb_path_ops);
CREATE INDEX users_full_name_trgm_idx ON identity.users USING gin (full_name gin_trgm_ops);
CREATE INDEX regions_parent_id_idx ON network.regions (parent_id);
CREATE INDEX depots_region_id_idx ON network.depots (region_id) INCLUDE (code, name);
CREATE INDEX depots_location_idx ON network.depots USING gist (location);
CREATE INDEX vehicles_home_depot_id_idx ON network.vehicles (home_depot_id);
CREATE INDEX drivers_carrier_id_idx ON network.drivers (carrier_id);
CREATE INDEX route_stops_depot_id_idx ON network.route_stops (depot_id);
CREATE INDEX trips_route_id_idx ON network.trips (route_id);
CREATE INDEX contacts_organization_id_idx ON freight.contacts (organization_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX contacts_email_key ON freight.contacts (organization_id, lower(email::text))
  WHERE deleted_at IS NULL;
CREATE INDEX bookings_booked_by_idx ON freight.bookings (booked_by);
CREATE INDEX bookings_created_at_idx ON freight.bookings (organization_id, created_at DESC);
CREATE INDEX shipments_booking_id_idx ON freight.shipments (booking_id);
CREATE INDEX shipments_sender_id_idx ON freight.shipments (sender_id);
CREATE INDEX shipments_recipient_id_idx ON freight.shipments (recipient_id);
CREATE INDEX shipments_lane_idx ON freight.shipments (origin_id, destination_id);
CREATE INDEX shipments_destination_id_idx ON freight.shipments (destination_id);
CREATE INDEX shipments_under_way_idx ON freight.shipments (status, created_at DESC NULLS LAST)
  WHERE status NOT IN ('delivered', 'returned', 'cancelled');
CREATE INDEX shipments_promised_on_idx ON freight.shipments USING gist (promised_on);
CREATE INDEX parcel_contents_commodity_code_idx ON freight.parcel_contents (commodity_code);
CREATE INDEX loads_parcel_id_idx ON freight.loads (parcel_id);
CREATE INDEX scans_parcel_id_idx ON freight.scans (parcel_id, scanned_at DESC);
CREATE INDEX scans_depot_id_idx ON freight.scans (depot_id);
CREATE INDEX scans_scanned_at_idx ON freight.scans USING brin (scanned_at);
CREATE INDEX claims_parcel_id_idx ON freight.claims (parcel_id);
CREATE INDEX claims_opened_by_idx ON freight.claims (opened_by);
CREATE INDEX tariffs_region_id_idx ON finance.tariffs (region_id);
CREATE INDEX invoices_organization_id_idx ON finance.invoices (organization_id, issued_on DESC);
CREATE INDEX invoices_unpaid_idx ON finance.invoices (due_on) WHERE status IN ('sent', 'overdue');
CREATE INDEX invoice_lines_shipment_id_idx ON finance.invoice_lines (shipment_id);
CREATE INDEX invoice_lines_tariff_id_idx ON finance.invoice_lines (tariff_id);
CREATE INDEX payments_invoice_id_idx ON finance.payments (invoice_id);
CREATE INDEX weather_reports_station_idx ON telemetry.weather_reports (station, reported_at DESC);
CREATE INDEX weather_reports_summary_idx ON telemetry.weather_reports
  USING gin (to_tsvector('english', summary));

COMMENT ON INDEX freight.shipments_under_way_idx IS 'The board of the planners';

-- Views ------------------------------------------------------------------------------------------

CREATE VIEW freight.shipment_progress AS
  SELECT
    shipments.id AS shipment_id,
    shipments.tracking_code,
    shipments.status,
    count(parcels.id) AS parcels,
    sum(parcels.weight::numeric) AS weight,
    max(scans.scanned_at) AS last_scan_at
  FROM freight.shipments
  LEFT JOIN freight.parcels ON parcels.shipment_id = shipments.id
  LEFT JOIN freight.scans ON scans.parcel_id = parcels.id
  GROUP BY shipments.id;

CREATE VIEW freight.late_shipments WITH (security_barrier = true) AS
  SELECT progress.*, shipments.promised_on
  FROM freight.shipment_progress AS progress
  JOIN freight.shipments ON shipments.id = progress.shipment_id
  WHERE upper(shipments.promised_on) <= CURRENT_DATE AND shipments.delivered_at IS NULL;

CREATE VIEW freight.active_contacts AS
  SELECT id, organization_id, full_name, email, phone, address
  FROM freight.contacts
  WHERE deleted_at IS NULL;

CREATE VIEW finance.invoice_totals AS
  SELECT
    invoices.id AS invoice_id,
    invoices.number,
    invoices.currency,
    coalesce(sum(invoice_lines.total), 0) AS total,
    (SELECT coalesce(sum(payments.amount::numeric), 0) FROM finance.payments
     WHERE payments.invoice_id = invoices.id) AS paid
  FROM finance.invoices
  LEFT JOIN finance.invoice_lines ON invoice_lines.invoice_id = invoices.id
  GROUP BY invoices.id;

CREATE MATERIALIZED VIEW finance.monthly_revenue AS
  SELECT
    invoices.organization_id,
    date_trunc('month', invoices.issued_on::timestamp)::date AS month,
    sum(totals.total) AS revenue
  FROM finance.invoices
  JOIN finance.invoice_totals AS totals ON totals.invoice_id = invoices.id
  GROUP BY invoices.organization_id, date_trunc('month', invoices.issued_on::timestamp)
WITH NO DATA;

CREATE UNIQUE INDEX monthly_revenue_key ON finance.monthly_revenue (organization_id, month);

COMMENT ON VIEW freight.late_shipments IS 'Promised for today or earlier and not yet delivered';
COMMENT ON COLUMN freight.late_shipments.last_scan_at IS 'When anyone last saw a parcel of it';
COMMENT ON MATERIALIZED VIEW finance.monthly_revenue IS 'Refreshed every night';

-- Triggers ---------------------------------------------------------------------------------------

CREATE TRIGGER organizations_updated_at BEFORE UPDATE ON identity.organizations
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER users_updated_at BEFORE UPDATE ON identity.users
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER bookings_updated_at BEFORE UPDATE ON freight.bookings
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER shipments_updated_at BEFORE UPDATE ON freight.shipments
  FOR EACH ROW WHEN (old.delivered_at IS NULL) EXECUTE FUNCTION public.touch_updated_at();

-- Row-level security -----------------------------------------------------------------------------

ALTER TABLE freight.contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE freight.bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE finance.invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE finance.invoices FORCE ROW LEVEL SECURITY;

CREATE POLICY contacts_of_own_organization ON freight.contacts
  USING (organization_id = identity.current_organization());
CREATE POLICY bookings_of_own_organization ON freight.bookings
  USING (organization_id = identity.current_organization())
  WITH CHECK (organization_id = identity.current_organization());
CREATE POLICY invoices_are_read_by_their_organization ON finance.invoices FOR SELECT
  USING (organization_id = identity.current_organization());
CREATE POLICY void_invoices_stay_void ON finance.invoices AS RESTRICTIVE FOR UPDATE
  USING (status <> 'void');

COMMENT ON POLICY contacts_of_own_organization ON freight.contacts IS 'Customers never see the address books of others';

-- Words ------------------------------------------------------------------------------------------

COMMENT ON TABLE identity.organizations IS 'Customers and carriers alike; everything else belongs to one';
COMMENT ON TABLE identity.users IS 'People who sign in';
COMMENT ON TABLE identity.memberships IS 'Who works for which organization, and as what';
COMMENT ON TABLE identity.api_tokens IS 'Keys of machines; only the SHA-256 is kept';
COMMENT ON TABLE network.regions IS 'Tariff zones, nested';
COMMENT ON TABLE network.depots IS 'Where parcels change vehicles';
COMMENT ON TABLE network.depot_hours IS 'Opening hours per weekday';
COMMENT ON TABLE network.carriers IS 'Organizations that own vehicles';
COMMENT ON TABLE network.vehicles IS 'What parcels travel in';
COMMENT ON TABLE network.drivers IS 'Users with a licence';
COMMENT ON TABLE network.routes IS 'Regular connections of a carrier';
COMMENT ON TABLE network.route_stops IS 'Depots of a route in order';
COMMENT ON TABLE network.trips IS 'One run of a route with a vehicle and a driver';
COMMENT ON TABLE freight.contacts IS 'Senders and recipients; deleted softly because shipments keep naming them';
COMMENT ON TABLE freight.bookings IS 'What a customer ordered in one go';
COMMENT ON TABLE freight.shipments IS 'Parcels from one sender to one recipient';
COMMENT ON TABLE freight.parcels IS 'One box with one label';
COMMENT ON TABLE freight.commodities IS 'Harmonized System codes';
COMMENT ON TABLE freight.parcel_contents IS 'What customs wants to know';
COMMENT ON TABLE freight.loads IS 'Which parcel travels on which trip';
COMMENT ON TABLE freight.scans IS 'Every beep of a scanner, by half-year';
COMMENT ON TABLE freight.proofs_of_delivery IS 'Signature and photos';
COMMENT ON TABLE freight.claims IS 'Damage and loss';
COMMENT ON TABLE finance.tariffs IS 'Prices of a carrier in a region for a time';
COMMENT ON TABLE finance.invoices IS 'What a customer owes';
COMMENT ON TABLE finance.invoice_lines IS 'Positions of an invoice';
COMMENT ON TABLE finance.payments IS 'Money received';
COMMENT ON TABLE telemetry.sensors IS 'Devices mounted in vehicles';
COMMENT ON TABLE telemetry.readings IS 'Measurements, spread by sensor';
COMMENT ON TABLE telemetry.last_positions IS 'Cache of the newest position; may be lost in a crash';
COMMENT ON TABLE telemetry.weather_reports IS 'Reports as received, and a line to read';
COMMENT ON COLUMN identity.users.password_hash IS 'Empty for people who sign in through their company';
COMMENT ON COLUMN network.routes.departs_on IS 'ISO weekdays, Monday is 1';
COMMENT ON COLUMN network.vehicles.payload IS 'In kilograms';
COMMENT ON COLUMN freight.shipments.tracking_code IS 'Eleven digits; the check digit is printed behind them';
COMMENT ON COLUMN finance.tariffs.valid IS 'From its first day up to, not including, its last';
COMMENT ON CONSTRAINT trips_driver_is_in_one_place ON network.trips IS 'No driver is on two trips at once';
