-- The twin of queries/reports.rq, whose head describes it.
SELECT r.report, r.title, r.jurisdiction_name AS jurisdiction, r.jurisdiction AS code, r.issuer, r.year, r.edition, r.facts,
  r.statements, r.failed_checks
FROM reports r
ORDER BY r.jurisdiction, r.year, r.report
