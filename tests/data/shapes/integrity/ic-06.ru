INSERT { ?component qb:componentRequired false } WHERE { ?component qb:dimension gk:scope }
