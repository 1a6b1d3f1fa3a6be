WITH wanted (type, name) AS (VALUES
  ('table', 'handover_items'),
  ('index', 'handover_items_resident_id'),
  ('index', 'handover_items_action_assignment_id'),
  ('index', 'handover_items_handover_id_priority'),
  ('index', 'handover_items_change_seq'))
SELECT type || ' ' || name || ' is missing' FROM wanted
WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema AS made WHERE made.type = wanted.type AND made.name = wanted.name);
