-- The twin of queries/money.rq, whose head describes it.
SELECT c.id AS area, c.zh AS area_zh, f.value AS amount, f.qualifier, f.label, coalesce(a.agencies, '') AS agencies, r.report,
  r.jurisdiction_name AS jurisdiction, r.year, f.scope, coalesce(f.quote, f.text) AS sentence, f.iri AS fact
FROM facts f
JOIN reports r ON r.id = f.report_id
LEFT JOIN (
  SELECT report_id, iri, string_agg(DISTINCT name, '|' ORDER BY name) AS agencies FROM named WHERE kind = 'agency' GROUP BY ALL
) a ON a.report_id = f.report_id AND a.iri = f.iri
LEFT JOIN mentions t ON t.report_id = f.report_id AND t.iri = f.iri AND t.kind = 'area'
LEFT JOIN concepts c ON c.scheme = 'policy-area' AND c.id = t.id
WHERE f.unit = '元' AND f.value IS NOT NULL
ORDER BY area NULLS FIRST, r.jurisdiction, r.year, r.report, f.start, f.iri
