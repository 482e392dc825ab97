-- The twin of queries/unlinked.rq, whose head describes it.
SELECT issue, issue_zh, name, mentions, reports FROM unlinked ORDER BY mentions DESC, issue, name
