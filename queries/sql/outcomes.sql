-- The twin of queries/outcomes.rq, whose head describes it.
WITH category AS (
  SELECT c.id, n.zh, n.en, c.broader, c.changed_in, c.editions,
    CASE WHEN followed.sides >= 2 THEN c.followed END AS followed_as,
    CASE
      WHEN coalesce(followed.sides, 0) < 2 THEN 'none'
      WHEN c.uses = (SELECT count(*) FROM concepts WHERE scheme = 'edition') AND c.id = c.followed
        THEN CASE WHEN c.changed_in IS NULL THEN 'same' ELSE 'changed' END
      WHEN c.top > 0 AND c.close > 0 THEN 'close'
      WHEN c.id = c.followed THEN 'wider'
      ELSE 'part'
    END AS comparability
  FROM categories c
  JOIN concepts n ON n.scheme = 'outcome' AND n.id = c.id
  LEFT JOIN categories followed ON followed.scheme = 'outcome' AND followed.id = c.followed
  WHERE c.scheme = 'outcome'
), figure AS MATERIALIZED (
  SELECT iri, report_id, scope, outcome, value, part_of FROM facts WHERE role = 'breakdown' AND outcome IS NOT NULL
), total AS (
  FROM request_totals()
), stated AS (
  SELECT part.iri, whole.outcome AS within
  FROM (SELECT iri, unnest(string_split(part_of, '|')) AS whole FROM figure WHERE part_of IS NOT NULL) part
  JOIN facts whole ON whole.iri = part.whole
  WHERE whole.outcome IS NOT NULL
), found AS (
  SELECT DISTINCT r.report, r.jurisdiction_name AS jurisdiction, r.jurisdiction AS code, r.year, r.edition, f.scope,
    f.outcome, coalesce(stated.within, listed.outcome) AS within, f.value AS requests, t.total
  FROM figure f
  JOIN reports r ON r.id = f.report_id
  JOIN category c ON c.id = f.outcome
  LEFT JOIN stated ON stated.iri = f.iri
  LEFT JOIN (SELECT DISTINCT report_id, scope, outcome FROM figure) listed
    ON listed.report_id = f.report_id AND listed.scope = f.scope AND listed.outcome = c.broader
  LEFT JOIN total t ON t.report_id = f.report_id AND t.scope = f.scope
  WHERE f.value IS NOT NULL
)
SELECT report, jurisdiction, year, edition, scope, outcome, c.zh AS outcome_zh, c.en AS outcome_en, within, requests, total,
  per(100, requests, total) AS share, c.followed_as, c.comparability, c.editions, c.changed_in
FROM found JOIN category c ON c.id = outcome
ORDER BY code, year, report, scope, requests DESC, outcome, within NULLS FIRST
