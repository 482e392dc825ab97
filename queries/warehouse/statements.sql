-- Lines of N-Triples -> what they say, by subject: one row for each place in a text and for each statement.
-- `line` holds the lines of the shards at hand with the file that they stand in.

CREATE OR REPLACE TEMP TABLE said AS
SELECT shard, s, term.name AS p,
  CASE
    WHEN starts_with(o, '<') THEN o[2:-2]
    WHEN contains(o, '\') THEN replace(replace(replace(replace(replace(replace(regexp_extract(o, '^"(.*)"', 1, 's'),
      '\\', chr(1)), '\n', chr(10)), '\r', chr(13)), '\t', chr(9)), '\"', '"'), chr(1), '\')
    WHEN ends_with(o, '"') THEN o[2:-2]
    WHEN ends_with(o, '"@zh') THEN o[2:-5]
    ELSE split_part(o, '"', 2)
  END AS o
FROM (
  SELECT shard, s[2:-2] AS s, rest[:instr(rest, ' ') - 1] AS property, rest[instr(rest, ' ') + 1:-3] AS o
  FROM (SELECT shard, line[:instr(line, ' ') - 1] AS s, line[instr(line, ' ') + 1:] AS rest FROM line)
) JOIN term USING (property);

CREATE OR REPLACE TEMP TABLE place AS
SELECT shard, s AS place,
  max(o) FILTER (p = 'start')::BIGINT AS start,
  max(o) FILTER (p = 'end')::BIGINT AS "end",
  max(o) FILTER (p = 'exact') AS words,
  max(o) FILTER (p = 'sentence') AS sentence
FROM said WHERE p IN ('start', 'end', 'exact', 'sentence') GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE statement AS
SELECT shard, s AS iri,
  max(o) FILTER (p = 'a') AS class,
  max(o) FILTER (p = 'from') AS place,
  max(id(o)) FILTER (p = 'rule') AS rule,
  max(id(o)) FILTER (p = 'metric') AS metric,
  max(o) FILTER (p = 'value') AS value,
  max(id(o)) FILTER (p = 'unit') AS unit,
  max(id(o)) FILTER (p = 'scope') AS scope,
  max(o) FILTER (p = 'label') AS label,
  max(o) FILTER (p = 'area') AS area,
  max(o) FILTER (p = 'period') AS period,
  max(id(o)) FILTER (p = 'act') AS act,
  max(id(o)) FILTER (p = 'applicant') AS applicant,
  max(id(o)) FILTER (p = 'change') AS change,
  max(id(o)) FILTER (p = 'documentType') AS document_type,
  max(id(o)) FILTER (p = 'outcome') AS outcome,
  max(id(o)) FILTER (p = 'reqChannel') AS request_channel,
  max(id(o)) FILTER (p = 'result') AS result,
  max(id(o)) FILTER (p = 'route') AS route,
  max(id(o)) FILTER (p = 'qualifier') AS qualifier,
  max(id(o)) FILTER (p = 'status') AS status,
  string_agg(DISTINCT o, '|' ORDER BY o) FILTER (p = 'partOf') AS part_of,
  max(id(o)) FILTER (p = 'type') AS concern,
  max(o) FILTER (p = 'references') AS document,
  max(o) FILTER (p = 'id_local') AS number,
  max(o) FILTER (p = 'docIssuer') AS issuer
FROM said
WHERE s IN (SELECT s FROM said WHERE p = 'from')
GROUP BY ALL;
