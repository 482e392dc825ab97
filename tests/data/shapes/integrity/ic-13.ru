DELETE { ?observation gk:label ?label } WHERE { ?observation gk:label ?label }
