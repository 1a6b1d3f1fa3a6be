WITH wanted (type, name) AS (VALUES
  ('trigger', 'signatures_bu'))
SELECT type || ' ' || name || ' is missing' FROM wanted
WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema AS made WHERE made.type = wanted.type AND made.name = wanted.name);
