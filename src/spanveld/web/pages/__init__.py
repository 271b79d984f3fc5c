"""The pages of a study, one module each."""
