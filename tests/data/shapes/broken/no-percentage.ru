# Requests are counted in per cent.
DELETE { ?observation sdmx-attribute:unitMeasure ?unit }
INSERT { ?observation sdmx-attribute:unitMeasure <https://w3id.org/gongkai/concept/unit/%25> }
WHERE {
  ?observation gk:metric <https://w3id.org/gongkai/concept/metric/applications-received> ;
    sdmx-attribute:unitMeasure ?unit .
}
