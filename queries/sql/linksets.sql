-- The twin of queries/linksets.rq, whose head describes it. The rows of its table lie in their order.
SELECT linkset, source, sha256, parameters, software, relation, links FROM linksets
