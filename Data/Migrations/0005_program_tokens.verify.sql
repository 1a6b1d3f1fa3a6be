WITH wanted (type, name) AS (VALUES
  ('table', 'api_tokens'),
  ('index', 'api_tokens_name_unique'),
  ('index', 'api_tokens_token_hash_unique'),
  ('index', 'api_tokens_membership_id'),
  ('index', 'api_tokens_role_id'),
  ('index', 'api_tokens_house_id'),
  ('index', 'api_tokens_state'),
  ('index', 'api_tokens_expires_on'),
  ('index', 'api_tokens_revoked_by'),
  ('index', 'api_tokens_change_seq'))
SELECT type || ' ' || name || ' is missing' FROM wanted
WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema AS made WHERE made.type = wanted.type AND made.name = wanted.name);
