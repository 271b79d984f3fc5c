"""The pages and the JSON interface of a study, served to browsers on this machine."""
