-- The twin of queries/unlinked.rq, whose head describes it.
SELECT i.issue, c.zh AS issue_zh, i.words AS name, count(*) AS mentions, count(DISTINCT i.report_id) AS reports
FROM issues i JOIN concepts c ON c.scheme = 'issue' AND c.id = i.issue
WHERE i.issue IN ('ambiguous-place', 'unlinked-place', 'ambiguous-agency', 'unlinked-agency', 'unlinked-channel')
GROUP BY ALL
ORDER BY mentions DESC, i.issue, name
