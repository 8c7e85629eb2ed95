from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "roundtables"
    verbose_name = "Runde Tische"

    def ready(self) -> None:
        """Who takes over an office or the work of a person gets what Runde Tische have of it."""
        from measures.services.handover import MOVERS  # reason: models are not loaded before
        from neuss_integration.accounts.services.leaving import BELONGINGS  # reason: models are not loaded before
        from roundtables.services.handover import TableMover  # reason: models are not loaded before
        from roundtables.services.leaving import ActionItems, Seats  # reason: models are not loaded before

        BELONGINGS.extend([Seats(), ActionItems()])
        MOVERS.append(TableMover())
