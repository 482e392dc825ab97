-- The twin of queries/area.rq, whose head describes it.
WITH RECURSIVE part AS (
  SELECT id FROM concepts WHERE scheme = 'policy-area' AND iri = $area
  UNION
  SELECT c.id FROM concepts c JOIN part ON c.scheme = 'policy-area' AND c.broader = part.id
), topic AS (
  SELECT m.report_id, m.iri, m.id FROM mentions m JOIN part USING (id) WHERE m.kind = 'area'
), told AS (
  SELECT iri, start, coalesce(quote, text) AS words, label, value, unit, qualifier, change, scope FROM facts
  UNION ALL BY NAME
  SELECT iri, start, coalesce(quote, text) AS words FROM statements
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, m.id AS policy_area,
  CASE WHEN t.value IS NULL THEN 'statement' ELSE 'figure' END AS kind,
  CASE WHEN t.value IS NOT NULL THEN t.label END AS label, t.value, t.unit, t.qualifier, t.change,
  CASE WHEN t.value IS NOT NULL THEN t.scope END AS scope,
  coalesce(a.all_of, '') AS agencies, coalesce(c.all_of, '') AS channels, t.words AS sentence, m.iri AS fact
FROM topic m
JOIN told t ON t.iri = m.iri
JOIN reports r ON r.id = m.report_id
LEFT JOIN (
  SELECT iri, string_agg(DISTINCT name, '|' ORDER BY name) AS all_of FROM named
  WHERE kind = 'agency' AND iri IN (SELECT iri FROM topic) GROUP BY iri
) a ON a.iri = m.iri
LEFT JOIN (
  SELECT iri, string_agg(DISTINCT name, '|' ORDER BY name) AS all_of FROM named
  WHERE kind = 'channel' AND iri IN (SELECT iri FROM topic) GROUP BY iri
) c ON c.iri = m.iri
ORDER BY r.jurisdiction, r.year, r.report, t.start, m.id, m.iri
