-- The twin of queries/requests-by-applicant.rq, whose head describes it.
SELECT report, jurisdiction, year, edition, scope, applicant, applicant_zh, applicant_en, within, requests, total,
  per(100, requests, total) AS share
FROM (
  SELECT DISTINCT r.report, r.jurisdiction_name AS jurisdiction, r.jurisdiction AS code, r.year, r.edition, f.scope,
    c.id AS applicant, c.zh AS applicant_zh, c.en AS applicant_en, w.within, f.value AS requests, t.value AS total
  FROM facts f
  JOIN reports r ON r.id = f.report_id
  JOIN concepts c ON c.scheme = 'applicant' AND c.id = f.applicant
  LEFT JOIN (
    SELECT parts.iri, whole.applicant AS within
    FROM parts JOIN facts whole ON whole.iri = parts.whole
    WHERE whole.applicant IS NOT NULL
  ) w ON w.iri = f.iri
  LEFT JOIN facts t
    ON t.report_id = f.report_id AND t.metric = f.metric AND t.scope = f.scope AND t.role = 'key' AND t.value IS NOT NULL
  WHERE f.role = 'breakdown' AND f.value IS NOT NULL AND f.metric IN ('applications-received', 'applications-processed')
)
ORDER BY code, year, report, scope, requests DESC, applicant, total NULLS FIRST, within NULLS FIRST
