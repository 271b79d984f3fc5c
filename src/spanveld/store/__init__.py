"""Where studies are kept: schema, transactions, journal. Hands out model values and plain rows; the only room with SQL."""
