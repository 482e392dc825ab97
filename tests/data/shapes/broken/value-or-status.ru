# A blank has no status.
DELETE { ?observation sdmx-measure:obsValue ?value } WHERE { ?observation sdmx-measure:obsValue ?value }
