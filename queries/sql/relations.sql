-- The twin of queries/relations.rq, whose head describes it.
WITH found AS (
  SELECT a.report_id, a.iri, 'agency-area' AS kind, a.name AS subject, t.id AS object
  FROM named a JOIN mentions t USING (report_id, iri) WHERE a.kind = 'agency' AND t.kind = 'area'
  UNION ALL
  SELECT a.report_id, a.iri, 'agency-channel', a.name, c.name
  FROM named a JOIN named c USING (report_id, iri) WHERE a.kind = 'agency' AND c.kind = 'channel'
  UNION ALL
  SELECT t.report_id, t.iri, 'area-channel', t.id, c.name
  FROM mentions t JOIN named c USING (report_id, iri) WHERE t.kind = 'area' AND c.kind = 'channel'
)
SELECT r.report, f.kind, f.subject, f.object, count(DISTINCT s.sentence) AS evidence
FROM found f JOIN said s ON s.report_id = f.report_id AND s.iri = f.iri JOIN reports r ON r.id = f.report_id
GROUP BY ALL
ORDER BY r.report, f.kind, f.subject, f.object
