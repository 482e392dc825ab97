DELETE { ?observation qb:dataSet ?set } WHERE { ?observation qb:dataSet ?set }
