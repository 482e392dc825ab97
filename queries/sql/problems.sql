-- The twin of queries/problems.rq, whose head describes it.
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, s.kind AS role, c.id AS kind, c.zh AS kind_zh, c.en AS kind_en,
  s.text AS words, s.iri AS fact
FROM statements s
JOIN mentions m ON m.report_id = s.report_id AND m.iri = s.iri AND m.kind = 'concern'
JOIN concepts c ON c.scheme = 'concern' AND c.id = m.id
JOIN reports r ON r.id = s.report_id
WHERE s.kind IN ('problem', 'measure')
ORDER BY r.jurisdiction, r.year, r.report, s.start, role, c.id
