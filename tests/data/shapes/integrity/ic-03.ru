DELETE { ?measure a qb:MeasureProperty } WHERE { ?measure a qb:MeasureProperty }
