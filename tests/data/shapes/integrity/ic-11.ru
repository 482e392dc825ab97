DELETE { ?observation sdmx-dimension:refPeriod ?period } WHERE { ?observation sdmx-dimension:refPeriod ?period }
