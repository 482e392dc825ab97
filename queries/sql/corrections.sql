-- The twin of queries/corrections.rq, whose head describes it. The rows of its table lie in their order.
SELECT report, start, "end", words, action, status, machine_said, reader_says, who, "when"::VARCHAR AS "when", why,
  open_because, figure, id
FROM corrections
