SELECT f.report, f.jurisdiction_name, f.year, f.edition, f.scope, f.request_channel, c.zh, c.en, max(f.value) AS requests
FROM facts f JOIN concepts c ON c.scheme = 'request-channel' AND c.id = f.request_channel
WHERE f.metric = 'applications-received' AND f.role = 'breakdown'
GROUP BY ALL ORDER BY f.jurisdiction_name, f.year, f.scope, requests DESC
