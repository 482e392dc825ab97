-- The lines of the shards at hand -> what they say: `said` has a row for each triple that a table needs, with a short
-- name of the property (terms.csv) and the object without its quotes; `place` and `statement` have one for each subject.

CREATE OR REPLACE TEMP TABLE said AS
SELECT shard, s, CASE WHEN term.name = 'message' THEN 'message' || right(o, 3) ELSE term.name END AS p,
  CASE
    WHEN starts_with(o, '<') THEN o[2:-2]
    WHEN contains(o, '\') THEN replace(replace(replace(replace(replace(regexp_extract(o, '^"(.*)"', 1, 's'),
      '\\', chr(1)), '\n', chr(10)), '\r', chr(13)), '\"', '"'), chr(1), '\')
    WHEN ends_with(o, '"') THEN o[2:-2]
    WHEN ends_with(o, '"@zh') THEN o[2:-5]
    ELSE split_part(o, '"', 2)
  END AS o
FROM (
  SELECT shard, split_part(line, ' ', 1)[2:-2] AS s, name,
    line[length(split_part(line, ' ', 1)) + length(property) + 3:-3] AS o
  FROM (SELECT shard, line, split_part(line, ' ', 2) AS property FROM line) JOIN term USING (property)
) term;

CREATE OR REPLACE TEMP TABLE place AS
SELECT shard, s AS place,
  max(o) FILTER (p = 'start')::BIGINT AS start, max(o) FILTER (p = 'end')::BIGINT AS "end",
  max(o) FILTER (p = 'exact') AS words, max(o) FILTER (p = 'sentence') AS sentence
FROM said WHERE p IN ('start', 'end', 'exact', 'sentence') GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE statement AS
SELECT shard, s AS iri,
  max(o) FILTER (p = 'a') AS class, max(o) FILTER (p = 'from') AS place, max(o) FILTER (p = 'rule') AS rule,
  max(o) FILTER (p = 'metric') AS metric, max(o) FILTER (p = 'value') AS value, max(o) FILTER (p = 'unit') AS unit,
  max(o) FILTER (p = 'scope') AS scope, max(o) FILTER (p = 'label') AS label, max(o) FILTER (p = 'area') AS area,
  max(o) FILTER (p = 'period') AS period, max(o) FILTER (p = 'act') AS act,
  max(o) FILTER (p = 'applicant') AS applicant, max(o) FILTER (p = 'change') AS change,
  max(o) FILTER (p = 'documentType') AS document_type, max(o) FILTER (p = 'outcome') AS outcome,
  max(o) FILTER (p = 'wayOfAsking') AS request_channel, max(o) FILTER (p = 'result') AS result,
  max(o) FILTER (p = 'route') AS route, max(o) FILTER (p = 'qualifier') AS qualifier,
  max(o) FILTER (p = 'status') AS status, string_agg(o, '|' ORDER BY o) FILTER (p = 'partOf') AS part_of,
  max(o) FILTER (p = 'changesTo') AS changes_to,
  max(o) FILTER (p = 'references') AS document,
  max(o) FILTER (p = 'number') AS number, max(o) FILTER (p = 'docIssuer') AS issuer
FROM said WHERE s IN (SELECT s FROM said WHERE p = 'rule') GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE node AS
SELECT shard, s,
  max(o) FILTER (p = 'name') AS name, max(o) FILTER (p = 'title') AS title, max(o) FILTER (p = 'format') AS format,
  max(o) FILTER (p = 'checksum') AS checksum, max(o) FILTER (p = 'notation') AS code,
  max(o) FILTER (p = 'firstDay')::DATE AS first_day, max(o) FILTER (p = 'lastDay')::DATE AS last_day,
  max(o) FILTER (p = 'text') AS text
FROM said WHERE p IN ('name', 'title', 'format', 'checksum', 'notation', 'firstDay', 'lastDay', 'text') GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE annual AS
SELECT shard, s AS iri, key(s) AS id,
  max(o) FILTER (p = 'creator') AS issuer, max(o) FILTER (p = 'spatial') AS place, max(o) FILTER (p = 'title') AS title,
  max(o) FILTER (p = 'temporal') AS period, max(o) FILTER (p = 'source') AS source,
  max(o) FILTER (p = 'year')::INTEGER AS year, max(o) FILTER (p = 'edition') AS edition
FROM said WHERE s IN (SELECT s FROM said WHERE p = 'edition') GROUP BY ALL;
