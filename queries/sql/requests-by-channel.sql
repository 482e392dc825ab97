-- The twin of queries/requests-by-channel.rq, whose head describes it.
SELECT report, jurisdiction, year, edition, scope, channel, channel_zh, channel_en, within, requests, total,
  per(100, requests, total) AS share
FROM (
  SELECT DISTINCT r.report, r.jurisdiction_name AS jurisdiction, r.jurisdiction AS code, r.year, r.edition, f.scope,
    c.id AS channel, c.zh AS channel_zh, c.en AS channel_en, w.within, f.value AS requests, t.value AS total
  FROM facts f
  JOIN reports r ON r.id = f.report_id
  JOIN concepts c ON c.scheme = 'request-channel' AND c.id = f.request_channel
  LEFT JOIN (
    SELECT parts.iri, whole.request_channel AS within
    FROM parts JOIN facts whole ON whole.iri = parts.whole
    WHERE whole.request_channel IS NOT NULL
  ) w ON w.iri = f.iri
  LEFT JOIN facts t
    ON t.report_id = f.report_id AND t.metric = f.metric AND t.scope = f.scope AND t.role = 'key' AND t.value IS NOT NULL
  WHERE f.role = 'breakdown' AND f.value IS NOT NULL AND f.metric IN ('applications-received', 'applications-processed')
)
ORDER BY code, year, report, scope, requests DESC, channel, total NULLS FIRST, within NULLS FIRST
