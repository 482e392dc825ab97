# A value is written with its unit.
DELETE { ?observation sdmx-measure:obsValue ?value }
INSERT { ?observation sdmx-measure:obsValue "66件" }
WHERE { ?observation sdmx-measure:obsValue ?value FILTER(?value = 66) }
