from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "roundtables"
    verbose_name = "Runde Tische"

    def ready(self) -> None:
        """Who takes over an office or the work of a person gets what Runde Tische have; comments outlive a draft."""
        from measures.services.handover import MOVERS  # reason: models are not loaded before
        from neuss_integration.accounts.services.leaving import BELONGINGS  # reason: models are not loaded before
        from roundtables.services.comment_rounds import let_go  # reason: models are not loaded before
        from roundtables.services.handover import TableMover  # reason: models are not loaded before
        from roundtables.services.leaving import ActionItems, Seats  # reason: models are not loaded before
        from success_factors.services.editions import edition_discarded  # reason: models are not loaded before

        edition_discarded.connect(let_go, dispatch_uid="roundtables.let_go")
        BELONGINGS.extend([Seats(), ActionItems()])
        MOVERS.append(TableMover())
