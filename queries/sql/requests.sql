-- The twin of queries/requests.rq, whose head describes it.
WITH stated AS (
  SELECT report_id, scope, metric, min(value) AS least, max(value) AS most
  FROM facts
  WHERE role = 'key' AND value IS NOT NULL AND metric IN ('applications-carried-over', 'applications-received',
    'applications-processed', 'applications-carried-forward')
  GROUP BY ALL
), found AS (
  SELECT report_id, scope,
    max(least) FILTER (metric = 'applications-carried-over' AND least = most) AS carried_over,
    max(least) FILTER (metric = 'applications-received' AND least = most) AS received,
    max(least) FILTER (metric = 'applications-processed' AND least = most) AS processed,
    max(least) FILTER (metric = 'applications-carried-forward' AND least = most) AS carried_forward,
    string_agg(replace(metric, 'applications-', '') || ' ' || plain(least) || '|' || plain(most), ' ' ORDER BY metric)
      FILTER (least <> most) AS contradicted
  FROM stated
  GROUP BY ALL
)
SELECT r.report, r.jurisdiction_name AS jurisdiction, r.year, r.edition, scope, carried_over, received,
  CASE WHEN received IS NULL THEN NULL WHEN carried_over IS NULL THEN 'unsure' ELSE 'new' END AS received_is,
  (received + carried_over)::DECIMAL(28, 6) AS in_hand, processed, carried_forward, contradicted
FROM found JOIN reports r ON r.id = report_id
ORDER BY r.jurisdiction, r.year, r.report, scope
