-- What these held is lost:
--   api_tokens

-- No token stays: without its member and its keys it opens nothing, and the step up again would refuse its row.

ALTER TABLE api_tokens RENAME TO api_tokens_before;
CREATE TABLE api_tokens (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL CHECK (length(token_hash) <= 65536),
  prefix TEXT,
  role_id BLOB NOT NULL CHECK (length(role_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('active', 'revoked')),
  expires_on TEXT NOT NULL,
  last_used_at INTEGER,
  revoked_by BLOB CHECK (length(revoked_by) = 16),
  allowed_sources TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, revoked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
DROP TABLE api_tokens_before;

CREATE UNIQUE INDEX api_tokens_name_unique ON api_tokens (organization_id, name) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX api_tokens_token_hash_unique ON api_tokens (organization_id, token_hash) WHERE deleted_at IS NULL;

CREATE INDEX api_tokens_role_id ON api_tokens (organization_id, deleted_at, role_id);

CREATE INDEX api_tokens_house_id ON api_tokens (organization_id, deleted_at, house_id);

CREATE INDEX api_tokens_state ON api_tokens (organization_id, deleted_at, state);

CREATE INDEX api_tokens_expires_on ON api_tokens (organization_id, deleted_at, expires_on);

CREATE INDEX api_tokens_revoked_by ON api_tokens (organization_id, deleted_at, revoked_by);

CREATE INDEX api_tokens_change_seq ON api_tokens (organization_id, change_seq);
