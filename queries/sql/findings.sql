-- The twin of queries/findings.rq, whose head describes it.
SELECT f.status, r.report, r.jurisdiction_name AS jurisdiction, r.year, f.rule, f.expected, f.found, f.difference,
  f.message_zh, f.message_en, f.expected_from, f.found_from, f.iri AS finding
FROM findings f JOIN reports r ON r.id = f.report_id
WHERE f.status <> 'passed'
ORDER BY f.status, r.jurisdiction, r.year, r.report, f.rule, f.iri
