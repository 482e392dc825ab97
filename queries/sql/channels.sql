-- The twin of queries/channels.rq, whose head describes it.
WITH outlet AS (
  SELECT c.report_id, c.id, string_agg(DISTINCT a.name, '|' ORDER BY a.name) AS agencies,
    count(DISTINCT s.sentence) AS statements
  FROM mentions c
  JOIN said s ON s.report_id = c.report_id AND s.iri = c.iri
  LEFT JOIN named a ON a.report_id = c.report_id AND a.iri = c.iri AND a.kind = 'agency'
  WHERE c.kind = 'channel'
  GROUP BY ALL
), counted AS (
  SELECT report_id, id, metric, string_agg(value, '|' ORDER BY number, value) AS value
  FROM (
    SELECT DISTINCT c.report_id, c.id, f.metric, f.value AS number, coalesce(f.qualifier || ' ', '') || plain(f.value) AS value
    FROM mentions c JOIN facts f ON f.report_id = c.report_id AND f.iri = c.iri
    WHERE c.kind = 'channel' AND f.metric IN ('followers', 'items-published', 'views') AND f.value IS NOT NULL
  )
  GROUP BY ALL
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, n.name AS channel, n.type, kind.zh AS type_zh,
  coalesce(o.agencies, '') AS agencies, followers.value AS followers, items.value AS items, views.value AS views, o.statements
FROM outlet o
JOIN reports r ON r.id = o.report_id
JOIN (SELECT DISTINCT id, name, type FROM names WHERE kind = 'channel') n ON n.id = o.id
JOIN concepts kind ON kind.scheme = 'channel' AND kind.id = n.type
LEFT JOIN counted followers ON followers.report_id = o.report_id AND followers.id = o.id AND followers.metric = 'followers'
LEFT JOIN counted items ON items.report_id = o.report_id AND items.id = o.id AND items.metric = 'items-published'
LEFT JOIN counted views ON views.report_id = o.report_id AND views.id = o.id AND views.metric = 'views'
ORDER BY r.jurisdiction, r.year, r.report, n.type, n.name, o.id
