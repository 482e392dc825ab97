-- The twin of queries/agency-history.rq, whose head describes it.
WITH RECURSIVE asked AS (
  SELECT DISTINCT id FROM names WHERE kind = 'agency' AND contains(name, $agency)
), later AS (
  FROM asked UNION SELECT b.id FROM later JOIN forerunners b ON b.former = later.id
), former AS (
  FROM asked UNION SELECT b.former FROM former JOIN forerunners b ON b.id = former.id
), body AS (
  FROM later UNION FROM former
), seen AS (
  SELECT id, min(year) AS first, max(year) AS last
  FROM (
    SELECT m.id, r.year FROM mentions m JOIN reports r ON r.id = m.report_id WHERE m.kind = 'agency'
    UNION ALL
    SELECT issuer_id, year FROM reports
  )
  GROUP BY ALL
), sort AS (
  SELECT id, zh, broader, id AS top FROM concepts WHERE scheme = 'agency-kind'
  UNION
  SELECT s.id, s.zh, above.broader, above.id
  FROM sort s JOIN concepts above ON above.scheme = 'agency-kind' AND above.id = s.broader
), named_now AS (
  SELECT DISTINCT id, name, type, jurisdiction_id FROM names WHERE kind = 'agency'
)
SELECT n.jurisdiction_id AS code, j.name AS jurisdiction, n.name, sort.id AS kind, sort.zh AS kind_zh, top.zh AS sort_zh,
  seen.first, seen.last, b.change_zh, b.begun, b.done, b.became
FROM body
JOIN named_now n USING (id)
LEFT JOIN seen USING (id)
LEFT JOIN jurisdictions j ON j.id = n.jurisdiction_id
LEFT JOIN sort ON sort.id = n.type AND sort.broader IS NULL
LEFT JOIN concepts top ON top.scheme = 'agency-kind' AND top.id = sort.top
LEFT JOIN (
  SELECT b.former, change.zh AS change_zh, b.begun, b.done, later.name AS became
  FROM forerunners b
  JOIN concepts change ON change.scheme = 'agency-change' AND change.id = b.change
  JOIN named_now later ON later.id = b.id
) b ON b.former = body.id
ORDER BY code, seen.first NULLS FIRST, kind NULLS FIRST, n.name, b.begun NULLS FIRST, b.became NULLS FIRST
