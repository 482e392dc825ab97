# A figure is said to stand in a sentence of another section.
DELETE { ?place gk:sentence ?sentence }
INSERT { ?place gk:sentence ?other }
WHERE {
  ?place gk:sentence ?sentence .
  ?other a gk:Sentence ; gk:section/gk:position 2 .
}
