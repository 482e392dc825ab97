"""Tables and services elsewhere -> links between them and the places of the graph."""
