-- The twin of queries/rollup.rq, whose head describes it.
WITH stated AS (
  SELECT report_id, metric, scope, 'whole' AS way, min(value) AS least
  FROM facts WHERE role = 'key' AND value IS NOT NULL GROUP BY ALL HAVING min(value) = max(value)
  UNION ALL
  SELECT report_id, metric, scope, route, min(value)
  FROM facts WHERE role = 'breakdown' AND route IS NOT NULL AND result IS NULL AND value IS NOT NULL
  GROUP BY ALL HAVING min(value) = max(value)
), figure AS (
  SELECT report_id, metric, scope,
    coalesce(max(least) FILTER (way = 'whole'), sum(least) FILTER (way <> 'whole'))::DECIMAL(28, 6) AS value
  FROM stated
  GROUP BY ALL
  HAVING count(*) FILTER (way = 'whole') = 1 OR count(*) = 2
), above AS (
  SELECT DISTINCT place.id, parent.code
  FROM (SELECT id, unnest(string_split(parent_id, '|')) AS parent_id FROM jurisdictions) place
  JOIN jurisdictions parent ON parent.id = place.parent_id
), governed AS (
  SELECT r.id AS report_id, r.year, r.edition, j.id, j.code, j.level
  FROM reports r
  JOIN names n ON n.report_id = r.id AND n.kind = 'agency' AND n.id = r.issuer_id AND n.type = 'government'
  JOIN jurisdictions j ON j.id = r.jurisdiction_id
), county AS (
  SELECT g.report_id, g.id, coalesce(above.code, substr(g.code, 1, 4) || '00') AS prefecture, g.year, g.edition
  FROM governed g LEFT JOIN above USING (id)
  WHERE g.level = 'county'
), added AS (
  SELECT c.prefecture, c.year, c.edition, f.scope, f.metric, sum(f.value) AS sum, count(f.value) AS counties_stating
  FROM county c JOIN figure f USING (report_id)
  GROUP BY ALL
), reporting AS (
  SELECT prefecture, year, count(DISTINCT id) AS counties_reporting FROM county GROUP BY ALL
), year AS (
  SELECT DISTINCT year FROM reports
), existing AS (
  SELECT above.code AS prefecture, year.year, count(DISTINCT j.id) AS counties
  FROM jurisdictions j
  JOIN above USING (id)
  JOIN year ON coalesce(j.valid_from <= year.year, true) AND coalesce(j.valid_through > year.year, true)
  WHERE j.level = 'county'
  GROUP BY ALL
), called AS (
  SELECT j.code AS prefecture, year.year, min(j.name) AS prefecture_name
  FROM jurisdictions j
  JOIN year ON coalesce(j.valid_from <= year.year, true) AND coalesce(j.valid_through > year.year, true)
  WHERE j.level IN ('prefecture', 'province')
  GROUP BY ALL
), own AS (
  SELECT g.code AS prefecture, g.year, f.scope, f.metric, f.value AS prefecture_states, g.edition AS prefecture_edition
  FROM governed g JOIN figure f USING (report_id)
  WHERE g.level IN ('prefecture', 'province')
)
SELECT a.prefecture, called.prefecture_name, a.year, a.edition, a.scope, a.metric, m.zh AS metric_zh, a.sum,
  a.counties_stating, n.counties_reporting, existing.counties, own.prefecture_states, own.prefecture_edition
FROM added a
JOIN reporting n USING (prefecture, year)
JOIN concepts m ON m.scheme = 'metric' AND m.id = a.metric
LEFT JOIN existing USING (prefecture, year)
LEFT JOIN called USING (prefecture, year)
LEFT JOIN own USING (prefecture, year, scope, metric)
WHERE NOT ends_with(a.prefecture, '0000') OR ends_with(coalesce(called.prefecture_name, ''), '市')
ORDER BY a.prefecture, a.year, a.edition, a.scope, a.metric
