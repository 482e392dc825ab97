-- The twin of queries/disputes.rq, whose head describes it.
WITH said AS (
  SELECT report_id, scope, metric AS counted, value
  FROM facts
  WHERE role = 'key' AND metric IN ('applications-received', 'reconsiderations', 'litigations') AND value IS NOT NULL
  UNION ALL
  SELECT report_id, scope, route, value
  FROM facts WHERE role = 'breakdown' AND route IS NOT NULL AND result IS NULL AND value IS NOT NULL
), once AS (
  SELECT report_id, scope, counted, CASE WHEN min(value) = max(value) THEN min(value) END AS said FROM said GROUP BY ALL
), found AS (
  SELECT report_id, scope, max(said) FILTER (counted = 'applications-received') AS requests,
    max(said) FILTER (counted = 'reconsiderations') AS reconsiderations,
    coalesce(max(said) FILTER (counted = 'litigations'), (max(said) FILTER (counted = 'direct')
      + max(said) FILTER (counted = 'after-reconsideration'))::DECIMAL(28, 6)) AS lawsuits
  FROM once
  GROUP BY ALL
  HAVING bool_or(counted <> 'applications-received')
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, r.edition, scope, requests, reconsiderations, lawsuits,
  per(1000, reconsiderations + lawsuits, requests) AS per_1000
FROM found JOIN reports r ON r.id = report_id
ORDER BY per_1000 DESC NULLS LAST, r.jurisdiction, r.year, r.report, scope
