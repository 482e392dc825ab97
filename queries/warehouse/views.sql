-- What is read from other tables of the warehouse.

CREATE VIEW agencies AS
SELECT id, string_agg(DISTINCT name, '|' ORDER BY name) AS name, string_agg(DISTINCT type, '|' ORDER BY type) AS kind,
  string_agg(DISTINCT jurisdiction_id, '|' ORDER BY jurisdiction_id) AS jurisdiction_id
FROM names WHERE kind = 'agency' GROUP BY id;

CREATE VIEW channels AS
SELECT id, string_agg(DISTINCT name, '|' ORDER BY name) AS name, string_agg(DISTINCT type, '|' ORDER BY type) AS type,
  string_agg(DISTINCT jurisdiction_id, '|' ORDER BY jurisdiction_id) AS jurisdiction_id
FROM names WHERE kind = 'channel' GROUP BY id;

-- Who is named, by every name that the store has for it.
CREATE VIEW named AS
SELECT m.report_id, m.iri, m.kind, m.id, n.name, n.type
FROM mentions m JOIN (SELECT DISTINCT kind, id, name, type FROM names) n USING (kind, id);
COMMENT ON VIEW named IS 'mentions of agencies and channels, with name and type';

-- Figures and statements alike.
CREATE VIEW said AS
SELECT iri, report_id, place, sentence, start, coalesce(quote, text) AS words, true AS is_figure FROM facts
UNION ALL
SELECT iri, report_id, place, sentence, start, coalesce(quote, text), false FROM statements;
COMMENT ON VIEW said IS 'facts and statements, with the sentence or what stands for it';

CREATE VIEW parts AS
SELECT iri, unnest(string_split(part_of, '|')) AS whole FROM facts WHERE part_of IS NOT NULL;
COMMENT ON VIEW parts IS 'A row for each figure and the one that it is a part of';

-- What the outcomes of requests are shares of, for each report and scope: their stated total, else the requests that were
-- processed, else those that were received; none of them where a report states two values.
CREATE OR REPLACE MACRO request_totals() AS TABLE
  SELECT report_id, scope,
    coalesce(max(stated) FILTER (metric = 'application-outcomes'), max(stated) FILTER (metric = 'applications-processed'),
      max(stated) FILTER (metric = 'applications-received')) AS total
  FROM (
    SELECT report_id, scope, metric, min(value) AS stated
    FROM facts
    WHERE role = 'key' AND metric IN ('application-outcomes', 'applications-processed', 'applications-received')
    GROUP BY ALL
    HAVING min(value) = max(value)
  )
  GROUP BY ALL;
