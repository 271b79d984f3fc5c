"""Sources as people have them: each kind of file read into one text with its parts."""
