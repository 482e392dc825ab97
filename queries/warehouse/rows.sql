-- What the shards say -> rows of the tables of the warehouse, one report's beside the other's.

INSERT INTO reports BY NAME
SELECT annual.shard, annual.id, regexp_replace(source.name, '[.][^.]*$', '') AS report, annual.title, key(annual.place) AS jurisdiction_id,
  area.code AS jurisdiction, area.name AS jurisdiction_name, key(annual.issuer) AS issuer_id, body.name AS issuer,
  annual.year, id(annual.edition) AS edition, days.first_day AS period_start, days.last_day AS period_end,
  source.name AS file, source.format AS media_type, sum.checksum AS sha256
FROM annual
JOIN node source ON source.shard = annual.shard AND source.s = annual.source
JOIN node sum ON sum.shard = annual.shard AND sum.s = annual.source || '/sha256'
JOIN node area ON area.shard = annual.shard AND area.s = annual.place
JOIN node body ON body.shard = annual.shard AND body.s = annual.issuer
JOIN node days ON days.shard = annual.shard AND days.s = annual.period;

INSERT INTO mentions BY NAME
SELECT annual.id AS report_id, s AS iri,
  CASE p WHEN 'policyArea' THEN 'area' WHEN 'type' THEN 'concern' ELSE p END AS kind,
  CASE WHEN p IN ('agency', 'channel') THEN key(o) ELSE id(o) END AS id
FROM said JOIN annual USING (shard)
WHERE p IN ('agency', 'policyArea', 'channel') OR (p = 'type' AND s IN (SELECT iri FROM statement));

INSERT INTO names BY NAME
SELECT annual.id AS report_id, key(s) AS id,
  CASE WHEN bool_or(p = 'channelType') THEN 'channel' ELSE 'agency' END AS kind,
  max(o) FILTER (p = 'name') AS name,
  id(max(o) FILTER (p IN ('channelType', 'kind'))) AS type,
  key(max(o) FILTER (p = 'place')) AS jurisdiction_id
FROM said JOIN annual USING (shard)
WHERE s IN (SELECT s FROM said WHERE p = 'place') AND p IN ('name', 'channelType', 'kind', 'place')
GROUP BY ALL;

INSERT INTO facts BY NAME
SELECT f.iri, r.report, annual.id AS report_id, area.code AS jurisdiction, area.name AS jurisdiction_name,
  key(f.area) AS jurisdiction_id, r.issuer, r.issuer_id, r.year, r.edition, id(f.metric) AS metric,
  exact(f.value, f.iri) AS value, id(f.unit) AS unit,
  id(f.scope) AS scope, role.role, f.label, agency.name AS agency, agency.id AS agency_id, topic.id AS policy_area,
  channel.name AS channel, channel.type AS channel_type, channel.id AS channel_id, id(f.act) AS act,
  id(f.applicant) AS applicant, id(f.change) AS change, id(f.document_type) AS document_type, id(f.outcome) AS outcome,
  id(f.request_channel) AS request_channel, id(f.result) AS result, id(f.route) AS route, id(f.qualifier) AS qualifier,
  id(f.status) AS status, days.first_day AS period_start, days.last_day AS period_end, f.part_of,
  nullif(regexp_extract(f.place, '#table=([0-9]+)&row=([0-9]+)&col=([0-9]+)$', 1), '')::BIGINT AS "table",
  nullif(regexp_extract(f.place, '#table=([0-9]+)&row=([0-9]+)&col=([0-9]+)$', 2), '')::BIGINT AS "row",
  nullif(regexp_extract(f.place, '#table=([0-9]+)&row=([0-9]+)&col=([0-9]+)$', 3), '')::BIGINT AS "column",
  place.start, place."end", place.words AS text, sentence.words AS quote, id(f.rule) AS rule,
  f.place, coalesce(place.sentence, f.place) AS sentence, f.changes_to
FROM statement f JOIN annual USING (shard)
JOIN reports r ON r.id = annual.id
JOIN node area ON area.shard = f.shard AND area.s = f.area
JOIN node days ON days.shard = f.shard AND days.s = f.period
LEFT JOIN place ON place.shard = f.shard AND place.place = f.place
LEFT JOIN place sentence ON sentence.shard = f.shard AND sentence.place = place.sentence
LEFT JOIN (
  SELECT shard, o AS iri, max(CASE p WHEN 'keyFigure' THEN 'key' ELSE 'breakdown' END) AS role
  FROM said WHERE p IN ('keyFigure', 'breakdown') GROUP BY ALL
) role ON role.shard = f.shard AND role.iri = f.iri
LEFT JOIN (
  SELECT report_id, m.iri, string_agg(n.name, '|' ORDER BY m.id) AS name, string_agg(m.id, '|' ORDER BY m.id) AS id
  FROM mentions m JOIN names n USING (report_id, kind, id)
  WHERE kind = 'agency' AND report_id IN (SELECT id FROM annual) GROUP BY ALL
) agency ON agency.report_id = annual.id AND agency.iri = f.iri
LEFT JOIN (
  SELECT report_id, iri, string_agg(id, '|' ORDER BY id) AS id FROM mentions
  WHERE kind = 'area' AND report_id IN (SELECT id FROM annual) GROUP BY ALL
) topic ON topic.report_id = annual.id AND topic.iri = f.iri
LEFT JOIN (
  SELECT report_id, m.iri, string_agg(n.name, '|' ORDER BY m.id) AS name, string_agg(n.type, '|' ORDER BY m.id) AS type,
    string_agg(m.id, '|' ORDER BY m.id) AS id
  FROM mentions m JOIN names n USING (report_id, kind, id)
  WHERE kind = 'channel' AND report_id IN (SELECT id FROM annual) GROUP BY ALL
) channel ON channel.report_id = annual.id AND channel.iri = f.iri
WHERE f.metric IS NOT NULL;

INSERT INTO statements BY NAME
SELECT f.iri, annual.id AS report_id,
  lower(split_part(f.class, '#', 2)) AS kind, document.title, f.number, f.issuer,
  place.start, place."end", place.words AS text, sentence.words AS quote, id(f.rule) AS rule,
  f.place, coalesce(place.sentence, f.place) AS sentence
FROM statement f JOIN annual USING (shard)
LEFT JOIN place ON place.shard = f.shard AND place.place = f.place
LEFT JOIN place sentence ON sentence.shard = f.shard AND sentence.place = place.sentence
LEFT JOIN node document ON document.shard = f.shard AND document.s = f.document
WHERE f.metric IS NULL;

INSERT INTO numerals BY NAME
SELECT annual.id AS report_id, class, count(DISTINCT found.place) AS numerals
FROM (
  SELECT shard, id(o) AS class, s AS place FROM said WHERE p = 'accountedAs'
  UNION ALL
  SELECT f.shard, CASE WHEN regexp_matches(words, '[0-9０-９]') THEN 'observation' ELSE 'observation-in-words' END, place
  FROM statement f JOIN place USING (shard, place) WHERE f.metric IS NOT NULL
) found JOIN annual USING (shard)
GROUP BY ALL;

INSERT INTO issues BY NAME
SELECT annual.id AS report_id, any_value(r.report) AS report, id(max(o) FILTER (p = 'type')) AS issue,
  max(o) FILTER (p = 'start')::BIGINT AS start, max(o) FILTER (p = 'end')::BIGINT AS "end",
  substr(any_value(whole.text), max(o) FILTER (p = 'start')::BIGINT + 1,
    max(o) FILTER (p = 'end')::BIGINT - max(o) FILTER (p = 'start')::BIGINT) AS words,
  max(o) FILTER (p = 'comment') AS message
FROM said JOIN annual USING (shard) JOIN reports r ON r.id = annual.id
JOIN node whole ON whole.shard = annual.shard AND whole.s = annual.iri || '/text'
WHERE said.s IN (SELECT s FROM said WHERE p = 'a' AND ends_with(o, '#Issue'))
GROUP BY annual.id, said.s;

INSERT INTO grids BY NAME
SELECT annual.id AS report_id, split_part(s, '#table=', 2)::BIGINT AS "table", max(o) FILTER (p = 'start')::BIGINT AS start,
  string_agg(id(o), ' ' ORDER BY id(o)) FILTER (p = 'layout') AS layouts,
  string_agg(id(o), ' ' ORDER BY id(o)) FILTER (p = 'conformsTo') AS editions,
  max(o) FILTER (p = 'numbers')::BIGINT AS numbers, max(o) FILTER (p = 'explained')::BIGINT AS explained
FROM said JOIN annual USING (shard)
WHERE s IN (SELECT s FROM said WHERE p = 'numbers')
GROUP BY annual.id, s;

INSERT INTO findings BY NAME
WITH finding AS (
  SELECT shard, s AS iri, id(max(o) FILTER (p = 'findingRule')) AS rule, id(max(o) FILTER (p = 'findingState')) AS status,
    max(o) FILTER (p = 'expected') AS expected, max(o) FILTER (p = 'found') AS found,
    max(o) FILTER (p = 'difference') AS difference, max(o) FILTER (p = 'message@zh') AS message_zh,
    max(o) FILTER (p = 'message@en') AS message_en
  FROM said WHERE s IN (SELECT s FROM said WHERE p = 'findingState') GROUP BY ALL
), evidence AS (
  SELECT DISTINCT side.shard, side.s AS iri, side.p, side.o AS node,
    regexp_replace(words.o, '[\s\pZ\x{0b}\x{85}]+', '', 'g') || coalesce(' ' || value.o, '') AS words
  FROM finding
  JOIN said side ON side.shard = finding.shard AND side.s = finding.iri AND side.p IN ('expectedFrom', 'foundFrom')
  JOIN said words ON words.shard = side.shard AND words.s = side.o AND words.p IN ('label', 'name', 'exact', 'title')
  LEFT JOIN said value ON value.shard = side.shard AND value.s = side.o AND value.p = 'value'
  WHERE finding.status <> 'passed'
), told AS (
  SELECT shard, iri, string_agg(words, '; ' ORDER BY node) FILTER (p = 'expectedFrom') AS expected_from,
    string_agg(words, '; ' ORDER BY node) FILTER (p = 'foundFrom') AS found_from
  FROM evidence GROUP BY ALL
)
SELECT finding.iri, annual.id AS report_id, rule, status, exact(expected, finding.iri) AS expected,
  exact(found, finding.iri) AS found, exact(difference, finding.iri) AS difference, message_zh, message_en, expected_from,
  found_from
FROM finding JOIN annual USING (shard) LEFT JOIN told ON told.shard = finding.shard AND told.iri = finding.iri;
