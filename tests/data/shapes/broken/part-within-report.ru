# A figure is a part of one in the data set of another report.
DELETE { ?whole qb:dataSet ?set }
INSERT { ?whole qb:dataSet <https://w3id.org/gongkai/report/999998/government/2016/data> }
WHERE { ?part gk:partOf ?whole . ?whole qb:dataSet ?set }
