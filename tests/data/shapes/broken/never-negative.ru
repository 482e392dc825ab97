# Requests are below nought.
DELETE { ?observation sdmx-measure:obsValue ?value }
INSERT { ?observation sdmx-measure:obsValue -66 }
WHERE { ?observation sdmx-measure:obsValue ?value FILTER(?value = 66) }
