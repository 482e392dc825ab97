-- The twin of queries/area.rq, whose head describes it.
WITH RECURSIVE part AS (
  SELECT id FROM concepts WHERE scheme = 'policy-area' AND iri = $area
  UNION
  SELECT c.id FROM concepts c JOIN part ON c.scheme = 'policy-area' AND c.broader = part.id
), topic AS (
  SELECT m.report_id, m.iri, m.id FROM mentions m JOIN part USING (id) WHERE m.kind = 'area'
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, t.id AS policy_area,
  CASE WHEN f.value IS NULL THEN 'statement' ELSE 'figure' END AS kind,
  CASE WHEN f.value IS NOT NULL THEN f.label END AS label, f.value, f.unit, f.qualifier, f.change,
  CASE WHEN f.value IS NOT NULL THEN f.scope END AS scope,
  coalesce(a.all_of, '') AS agencies, coalesce(c.all_of, '') AS channels, s.words AS sentence, t.iri AS fact
FROM topic t
JOIN said s ON s.report_id = t.report_id AND s.iri = t.iri
JOIN reports r ON r.id = t.report_id
LEFT JOIN facts f ON f.report_id = t.report_id AND f.iri = t.iri
LEFT JOIN (
  SELECT report_id, iri, string_agg(DISTINCT name, '|' ORDER BY name) AS all_of FROM named WHERE kind = 'agency' GROUP BY ALL
) a ON a.report_id = t.report_id AND a.iri = t.iri
LEFT JOIN (
  SELECT report_id, iri, string_agg(DISTINCT name, '|' ORDER BY name) AS all_of FROM named WHERE kind = 'channel' GROUP BY ALL
) c ON c.report_id = t.report_id AND c.iri = t.iri
ORDER BY r.jurisdiction, r.year, r.report, s.start, t.id, t.iri
