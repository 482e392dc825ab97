-- The twin of queries/agency.rq, whose head describes it.
WITH RECURSIVE body AS (
  SELECT id AS start, id FROM names WHERE kind = 'agency' AND contains(name, $agency)
  UNION
  SELECT body.start, b.former FROM body JOIN forerunners b ON b.id = body.id WHERE $former = 'yes'
), found AS (
  SELECT DISTINCT n.report_id, n.iri, n.name
  FROM named n JOIN body ON body.id = n.id
  WHERE n.kind = 'agency' AND (body.start <> body.id OR contains(n.name, $agency))
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, n.name,
  CASE WHEN f.value IS NULL THEN 'statement' ELSE 'figure' END AS kind,
  CASE WHEN f.value IS NOT NULL THEN f.label END AS label, f.value, f.unit, f.qualifier, f.change,
  CASE WHEN f.value IS NOT NULL THEN f.scope END AS scope,
  coalesce(a.all_of, '') AS areas, coalesce(c.all_of, '') AS channels, s.words AS sentence, n.iri AS fact
FROM found n
JOIN said s ON s.report_id = n.report_id AND s.iri = n.iri
JOIN reports r ON r.id = n.report_id
LEFT JOIN facts f ON f.report_id = n.report_id AND f.iri = n.iri
LEFT JOIN (
  SELECT report_id, iri, string_agg(DISTINCT id, '|' ORDER BY id) AS all_of FROM mentions WHERE kind = 'area' GROUP BY ALL
) a ON a.report_id = n.report_id AND a.iri = n.iri
LEFT JOIN (
  SELECT report_id, iri, string_agg(DISTINCT name, '|' ORDER BY name) AS all_of FROM named WHERE kind = 'channel' GROUP BY ALL
) c ON c.report_id = n.report_id AND c.iri = n.iri
ORDER BY r.jurisdiction, r.year, r.report, s.start, n.name, n.iri
