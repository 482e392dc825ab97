DELETE { sdmx-dimension:refArea rdfs:range ?range } WHERE { sdmx-dimension:refArea rdfs:range ?range }
