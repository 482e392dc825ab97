-- The twin of queries/areas-by-jurisdiction.rq, whose head describes it.
WITH found AS (
  SELECT t.report_id, t.id, count(DISTINCT s.iri) FILTER (s.is_figure) AS figures,
    count(DISTINCT other.id) FILTER (other.kind = 'agency') AS agencies,
    count(DISTINCT other.id) FILTER (other.kind = 'channel') AS channels, count(DISTINCT s.sentence) AS sentences
  FROM mentions t
  JOIN said s ON s.report_id = t.report_id AND s.iri = t.iri
  LEFT JOIN mentions other ON other.report_id = t.report_id AND other.iri = t.iri AND other.kind IN ('agency', 'channel')
  WHERE t.kind = 'area'
  GROUP BY ALL
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, c.id AS area, c.zh AS area_zh, c.en AS area_en, figures,
  agencies, channels, sentences
FROM found f JOIN reports r ON r.id = f.report_id JOIN concepts c ON c.scheme = 'policy-area' AND c.id = f.id
ORDER BY r.jurisdiction, r.year, r.report, c.id
