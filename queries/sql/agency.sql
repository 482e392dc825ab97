-- The twin of queries/agency.rq, whose head describes it.
WITH RECURSIVE body AS (
  SELECT id AS start, id FROM names WHERE kind = 'agency' AND contains(name, $agency)
  UNION
  SELECT body.start, b.former FROM body JOIN forerunners b ON b.id = body.id WHERE $former = 'yes'
), found AS (
  SELECT DISTINCT n.report_id, n.iri, n.name
  FROM named n JOIN body ON body.id = n.id
  WHERE n.kind = 'agency' AND (body.start <> body.id OR contains(n.name, $agency))
), told AS (
  SELECT iri, start, coalesce(quote, text) AS words, label, value, unit, qualifier, change, scope FROM facts
  UNION ALL BY NAME
  SELECT iri, start, coalesce(quote, text) AS words FROM statements
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, n.name,
  CASE WHEN t.value IS NULL THEN 'statement' ELSE 'figure' END AS kind,
  CASE WHEN t.value IS NOT NULL THEN t.label END AS label, t.value, t.unit, t.qualifier, t.change,
  CASE WHEN t.value IS NOT NULL THEN t.scope END AS scope,
  coalesce(a.all_of, '') AS areas, coalesce(c.all_of, '') AS channels, t.words AS sentence, n.iri AS fact
FROM found n
JOIN told t ON t.iri = n.iri
JOIN reports r ON r.id = n.report_id
LEFT JOIN (
  SELECT iri, string_agg(DISTINCT id, '|' ORDER BY id) AS all_of FROM mentions WHERE kind = 'area' GROUP BY iri
) a ON a.iri = n.iri
LEFT JOIN (
  SELECT iri, string_agg(DISTINCT name, '|' ORDER BY name) AS all_of FROM named WHERE kind = 'channel' GROUP BY iri
) c ON c.iri = n.iri
ORDER BY r.jurisdiction, r.year, r.report, t.start, n.name, n.iri
