"""An open study, and who acts in it: everything that can be done to a study, in small groups."""

from spanveld.session.opening import load_study, open_study, start_study, upgrade_study
from spanveld.session.study import Study

__all__ = ["Study", "load_study", "open_study", "start_study", "upgrade_study"]
