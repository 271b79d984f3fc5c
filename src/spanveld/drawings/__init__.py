"""Drawings: SVG made of plain values. Text stays text, nothing is fetched, and no style sheet is needed."""
