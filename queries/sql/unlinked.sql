-- The twin of queries/unlinked.rq, whose head describes it. The rows of its table lie in their order.
SELECT issue, issue_zh, name, mentions, reports FROM unlinked
