-- A small shop: who buys what, and a trail of who changed which row.

CREATE FUNCTION update_updated_at() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;

COMMENT ON FUNCTION update_updated_at() IS 'Keeps updated_at honest whatever a client sends.';

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email varchar(255) NOT NULL UNIQUE,
  password_hash varchar(255) NOT NULL,
  full_name varchar(255) NOT NULL,
  avatar_url text,
  role varchar(50) NOT NULL DEFAULT 'user',
  is_active boolean NOT NULL DEFAULT true,
  email_verified_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE users IS 'User accounts';
COMMENT ON COLUMN users.id IS 'Primary identifier';
COMMENT ON COLUMN users.email IS 'User email';
COMMENT ON COLUMN users.email_verified_at IS 'Empty until the address is confirmed';

CREATE TRIGGER users_updated_at
  BEFORE UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION update_updated_at();

CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  status varchar(50) NOT NULL DEFAULT 'pending',
  total_amount decimal(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE orders IS 'Purchase orders';
COMMENT ON COLUMN orders.total_amount IS 'Sum of the items when the order was placed';

CREATE INDEX idx_orders_user_id ON orders (user_id);
CREATE INDEX idx_orders_status ON orders (status);
CREATE INDEX idx_orders_created_at ON orders (created_at DESC);

CREATE TABLE products (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name varchar(255) NOT NULL,
  price decimal(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE products IS 'What can be bought';

CREATE TABLE order_items (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id uuid NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_price decimal(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (order_id, product_id)
);

COMMENT ON TABLE order_items IS 'Products within an order';
COMMENT ON COLUMN order_items.unit_price IS 'Price at the time of the order; products.price moves on';

CREATE INDEX idx_order_items_order_id ON order_items (order_id);
CREATE INDEX idx_order_items_product_id ON order_items (product_id);

CREATE TABLE resources (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  deleted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE resources IS 'Things that are deleted softly';
COMMENT ON COLUMN resources.deleted_at IS 'Set instead of deleting the row';

-- Only rows still in use are looked up by id.
CREATE INDEX idx_resources_active ON resources (id)
  WHERE deleted_at IS NULL;

CREATE TABLE settings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  preferences jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE settings IS 'Preferences of a user';

CREATE INDEX idx_settings_preferences ON settings USING gin (preferences);

CREATE TABLE audit_log (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  table_name varchar(100) NOT NULL,
  record_id uuid NOT NULL,
  action varchar(20) NOT NULL,
  old_data jsonb,
  new_data jsonb,
  user_id uuid REFERENCES users (id),
  ip_address inet,
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE audit_log IS 'Who changed which row, and how';
COMMENT ON COLUMN audit_log.action IS 'INSERT, UPDATE or DELETE';

CREATE INDEX idx_audit_log_table_record ON audit_log (table_name, record_id);
CREATE INDEX idx_audit_log_created_at ON audit_log (created_at DESC);
