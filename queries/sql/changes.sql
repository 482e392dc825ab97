-- The twin of queries/changes.rq, whose head describes it.
WITH found AS (
  SELECT f.iri, 'from-to' AS kind, f.value AS "from", later.value AS "to", NULL::DECIMAL(28, 6) AS stated
  FROM facts f LEFT JOIN facts later ON later.iri = f.changes_to
  WHERE f.change = 'from' AND f.value IS NOT NULL
  UNION ALL
  SELECT iri, 'from-to', NULL, value, NULL
  FROM facts
  WHERE change = 'to' AND value IS NOT NULL AND iri NOT IN (SELECT changes_to FROM facts WHERE changes_to IS NOT NULL)
  UNION ALL
  SELECT iri, 'growth', NULL, NULL, value FROM facts WHERE rule = 'growth' AND change IS NULL AND value IS NOT NULL
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, kind, f.label, "from", "to",
  ("to" - "from")::DECIMAL(28, 6) AS difference, per(100, "to" - "from", "from") AS per_cent, stated, f.unit,
  coalesce(f.quote, f.text) AS sentence
FROM found JOIN facts f USING (iri) JOIN reports r ON r.id = f.report_id
ORDER BY r.jurisdiction, r.year, r.report, f.start, "from" NULLS FIRST, "to" NULLS FIRST, stated NULLS FIRST
