"""The retrieval language: read, checked against a study, written in its canonical form, and answered over columns.

query = parse("tension:authorise and kind:pain_point and not sub_case:AED")
show(query)                          the same question, as everybody writes it
plan = check(query, words)           what it asks of this study; QueryError where it names something that is not there
answer(plan, columns, ...)           a mask over the passages
"""
