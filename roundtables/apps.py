from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "roundtables"
    verbose_name = "Runde Tische"

    def ready(self) -> None:
        """Who takes over an office or the work of a person gets what Runde Tische have; comments outlive a draft."""
        from measures.services.handover import MOVERS  # reason: models are not loaded before
        from neuss_integration.accounts.services.admission import PLACES  # reason: models are not loaded before
        from neuss_integration.accounts.services.leaving import BELONGINGS  # reason: models are not loaded before
        from roundtables.services.comment_rounds import (  # reason: models are not loaded before
            let_go,
            why_to_answer_first,
        )
        from roundtables.services.handover import TableMover  # reason: models are not loaded before
        from roundtables.services.leaving import ActionItems, Seats  # reason: models are not loaded before
        from roundtables.services.places import OpenSeats  # reason: models are not loaded before
        from success_factors.services.discarding import (  # reason: models are not loaded before
            discard_asked,
            edition_discarded,
        )

        discard_asked.connect(why_to_answer_first, dispatch_uid="roundtables.why_to_answer_first")
        edition_discarded.connect(let_go, dispatch_uid="roundtables.let_go")
        BELONGINGS.extend([Seats(), ActionItems()])
        PLACES.append(OpenSeats())
        MOVERS.append(TableMover())
