"""The study folder: a whole study as plain files that a person can read, edit, put under version control and archive.

    read_folder(folder) -> Reading              the study, checked as a whole; FolderError lists all that is wrong
    write_folder(folder, content, replace=...)  the same study in its one canonical form

The format is explained in docs/reference/study-folder.md.
"""

from spanveld.formats.study_folder.reading import Reading, read_folder
from spanveld.formats.study_folder.writing import write_folder

__all__ = ["Reading", "read_folder", "write_folder"]
