INSERT { ?set qb:structure <urn:second> } WHERE { ?set a qb:DataSet }
