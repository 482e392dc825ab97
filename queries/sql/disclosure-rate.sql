-- The twin of queries/disclosure-rate.rq, whose head describes it.
WITH single AS (
  SELECT f.report_id, f.scope, f.outcome, coalesce(c.broader, f.outcome) AS "group", min(f.value) AS least,
    max(f.value) AS most
  FROM facts f
  JOIN (SELECT DISTINCT id, broader FROM concepts WHERE scheme = 'outcome') c ON c.id = f.outcome
  WHERE f.role = 'breakdown' AND f.value IS NOT NULL AND f.iri NOT IN (
    SELECT parts.iri FROM parts JOIN facts whole ON whole.iri = parts.whole WHERE whole.outcome IS NOT NULL
  )
  GROUP BY ALL
), grouped AS (
  SELECT report_id, scope, "group", max(least) FILTER (outcome = "group" AND least = most) AS stated,
    sum(CASE WHEN outcome = "group" THEN 0 ELSE least END) AS parts, max(CASE WHEN least = most THEN 0 ELSE 1 END) AS twice
  FROM single
  GROUP BY ALL
), ended AS (
  SELECT report_id, scope, sum(coalesce(stated, parts)) AS outcomes, max(stated) FILTER ("group" = 'granted') AS granted,
    max(stated) FILTER ("group" = 'partially-granted') AS partially_granted,
    max(stated) FILTER ("group" = 'already-public') AS already_public, max(twice) AS doubtful
  FROM grouped
  GROUP BY ALL
), total AS (
  SELECT report_id, scope,
    coalesce(max(stated) FILTER (metric = 'application-outcomes'), max(stated) FILTER (metric = 'applications-processed'),
      max(stated) FILTER (metric = 'applications-received')) AS total,
    bool_or(metric = 'applications-processed' AND rule = 'table') AS by_table
  FROM (
    SELECT report_id, scope, metric, min(value) AS stated, min(rule) AS rule
    FROM facts
    WHERE role = 'key' AND metric IN ('application-outcomes', 'applications-processed', 'applications-received')
      AND value IS NOT NULL
    GROUP BY ALL
    HAVING min(value) = max(value)
  )
  GROUP BY ALL
), found AS (
  SELECT r.*, e.*, t.total, coalesce(t.by_table AND form.since >= 2019, false) AS is_form,
    coalesce(e.outcomes = t.total, false) AS fits
  FROM ended e
  JOIN reports r ON r.id = e.report_id
  JOIN (SELECT id, nullif(regexp_extract(id, '[0-9]+$'), '')::INTEGER AS since FROM concepts WHERE scheme = 'edition') form
    ON form.id = r.edition
  LEFT JOIN total t USING (report_id, scope)
), reckoned AS (
  SELECT *, coalesce(granted, CASE WHEN is_form AND fits THEN 0 END) AS wholly,
    coalesce(partially_granted, CASE WHEN NOT is_form OR fits THEN 0 END) AS partly,
    CASE WHEN doubtful = 0 AND (is_form OR outcomes >= total) THEN CASE WHEN is_form THEN total ELSE outcomes END END AS whole
  FROM found
)
SELECT report, jurisdiction_name AS jurisdiction, year, edition, scope, granted, partially_granted, already_public, outcomes,
  total, per(100, wholly + partly, whole) AS rate,
  per(100, wholly + partly + coalesce(already_public, 0), whole) AS rate_with_public
FROM reckoned
ORDER BY reckoned.jurisdiction, year, report, scope
