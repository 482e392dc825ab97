-- The twin of queries/facts-at.rq, whose head describes it.
SELECT iri AS fact
FROM (
  SELECT iri, report_id, start FROM facts
  UNION ALL
  SELECT iri, report_id, start FROM statements
)
WHERE report_id = key($report) AND start = $start::BIGINT
ORDER BY fact
