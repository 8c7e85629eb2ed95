"""Comments of people without an account: kept with the goal, and as an Anfrage under whose number they are answered."""

from typing import Any, Final

from django.db import transaction

from neuss_integration.accounts.models import User
from neuss_integration.portal.enums import EnquiryKind, EnquiryState
from neuss_integration.portal.models import Enquiry
from neuss_integration.portal.services.enquiries import answer_enquiry, receive_enquiry
from roundtables.models import GoalComment, PutGoal
from roundtables.services.goal_comments import comment_without_account

ANSWER: Final = "Ihr Kommentar zum Ziel „{goal}“ ist {outcome}.\n\n{answer}"


@transaction.atomic
def receive_goal_comment(put_goal: PutGoal, *, text: str, reply_to: str = "") -> Enquiry:
    """The comment stands at the goal, and under the number of an Anfrage its author reads the answer.

    Raises Refused when the goal is not, or no longer, put to everybody.
    """
    comment = comment_without_account(put_goal, text=text)
    values = {"kind": EnquiryKind.COMMENT, "message": text, "reply_to": reply_to, "goal_comment": comment}
    return receive_enquiry(values=values)


def tell_author(sender: Any, *, comment: GoalComment, by: User, **_: Any) -> None:
    """The Anfrage of a comment without an account has its answer; called when the comment is answered."""
    enquiry = Enquiry.objects.filter(goal_comment=comment, state=EnquiryState.NEW).first()
    if enquiry is None:
        return
    outcome = comment.get_outcome_display()
    answer = ANSWER.format(goal=comment.put_goal.text, outcome=outcome, answer=comment.answer)
    answer_enquiry(enquiry, by=by, expected_version=enquiry.version, values={"answer": answer})
