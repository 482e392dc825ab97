-- The twin of queries/outcome-series.rq, whose head describes it.
WITH single AS (
  SELECT report_id, scope, outcome, min(value) AS least
  FROM facts WHERE role = 'breakdown' AND outcome IS NOT NULL AND value IS NOT NULL AND iri NOT IN (
    SELECT parts.iri FROM parts JOIN facts whole ON whole.iri = parts.whole WHERE whole.outcome IS NOT NULL
  )
  GROUP BY ALL
  HAVING min(value) = max(value)
), led AS (
  SELECT c.id AS outcome, coalesce(c.broader, c.id) AS "group", coalesce(above.followed, c.broader, c.id) AS category
  FROM concepts c
  LEFT JOIN categories above ON above.scheme = 'outcome' AND above.id = coalesce(c.broader, c.id)
  WHERE c.scheme = 'outcome'
), grouped AS (
  SELECT report_id, scope, category, "group", max(least) FILTER (outcome = "group") AS stated,
    sum(least) FILTER (outcome <> "group") AS parts,
    string_agg(outcome, '|' ORDER BY outcome) FILTER (outcome <> "group") AS part_names
  FROM single JOIN led USING (outcome)
  GROUP BY ALL
), added AS (
  SELECT report_id, scope, category, sum(coalesce(stated, parts)) AS requests,
    string_agg(CASE WHEN stated IS NULL THEN part_names ELSE "group" END, '|' ORDER BY "group") AS names
  FROM grouped
  GROUP BY ALL
), total AS (
  FROM request_totals()
)
SELECT r.jurisdiction_name AS jurisdiction, r.year, r.edition, a.scope, c.id AS outcome, n.zh AS outcome_zh,
  n.en AS outcome_en, a.requests, t.total, per(100, a.requests, t.total) AS share,
  CASE
    WHEN coalesce(c.sides, 0) < 2 THEN 'none'
    WHEN c.uses = (SELECT count(*) FROM concepts WHERE scheme = 'edition')
      THEN CASE WHEN c.changed_in IS NULL THEN 'same' ELSE 'changed' END
    WHEN c.close > 0 THEN 'close'
    ELSE 'wider'
  END AS comparability,
  c.changed_in, a.names AS "from", r.report
FROM added a
JOIN categories c ON c.scheme = 'outcome' AND c.id = a.category
JOIN concepts n ON n.scheme = 'outcome' AND n.id = c.id
JOIN reports r ON r.id = a.report_id
LEFT JOIN total t ON t.report_id = a.report_id AND t.scope = a.scope
ORDER BY r.jurisdiction, a.scope, c.id, r.year, r.report
