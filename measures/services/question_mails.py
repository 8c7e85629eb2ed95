"""Who asked a question reads when it is settled."""

from typing import Final

from measures.enums import ResolutionKind
from measures.models import Resolution, ResolutionEvent
from measures.services.office_mails import text_of_week
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.mailing.services import queue_mail

KIND: Final = "answer"


def tell_who_asked(question: Resolution, event: ResolutionEvent) -> None:
    """The member who put the `question` has one mail about the `event` that settled it; nobody who lost the role."""
    if question.kind != ResolutionKind.QUESTION or question.settled_on is None:
        return
    asker = question.history.earliest("history_id").history_user
    if asker is None or not asker.is_active or not access_of(asker).has(Permission.ASK_QUESTIONS):
        return
    text = text_of_week("measures/mail/question.txt", question.get_absolute_url(), question=question)
    subject = f"Ihre Anfrage: {question.get_state_display()}: {question.title}"
    queue_mail(key=f"anfrage:{question.pk}:{event.pk}", kind=KIND, to=asker, subject=subject, text=text)
