-- The twin of queries/documents.rq, whose head describes it.
SELECT s.title, s.number, s.issuer, r.report, r.jurisdiction_name AS jurisdiction, r.year, count(*) AS citations
FROM statements s JOIN reports r ON r.id = s.report_id
WHERE s.kind = 'reference'
GROUP BY s.title, s.number, s.issuer, r.report, r.jurisdiction_name, r.jurisdiction, r.year
ORDER BY s.title, s.number NULLS FIRST, s.issuer NULLS FIRST, r.jurisdiction, r.year, r.report
