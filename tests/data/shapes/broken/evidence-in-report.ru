# The data set is said to come from the text of another report.
DELETE { ?set prov:wasDerivedFrom ?text }
INSERT { ?set prov:wasDerivedFrom <https://w3id.org/gongkai/report/999998/government/2016/text> }
WHERE { ?set a qb:DataSet ; prov:wasDerivedFrom ?text }
