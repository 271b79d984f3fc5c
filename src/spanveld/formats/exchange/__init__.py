"""Projects of other programs: read into one neutral form, and written from it.

    file -> reader -> Project -> actions (what it becomes in a study)
    study -> Project -> writer -> file

``project`` has the neutral form, ``registry`` finds the readers and writers, ``placing`` finds out how a program counts positions.
"""
