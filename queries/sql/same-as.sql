-- The twin of queries/same-as.rq, whose head describes it. The rows of its table lie in their order.
SELECT jurisdiction, code, name, level, valid_from, valid_to, wikidata, geonames, iso3166_2,
  latitude::DECIMAL(18, 7) AS latitude, longitude::DECIMAL(18, 7) AS longitude
FROM same_as
WHERE $place = '' OR code = $place OR contains(name, $place)
