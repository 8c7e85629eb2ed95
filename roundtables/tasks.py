"""What Runde Tische do by themselves, for `manage.py tick`."""

from roundtables.services.reminders import remind_of_actions, remind_of_meetings
from roundtables.services.retention import erase_contacts


def tick() -> None:
    """Reminders wait for the worker, old contact data are erased. Called again, nothing happens twice."""
    remind_of_meetings()
    remind_of_actions()
    erase_contacts()
