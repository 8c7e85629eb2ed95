from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "roundtables"
    verbose_name = "Runde Tische"

    def ready(self) -> None:
        """The handover of an office takes along what Runde Tische have of it."""
        from measures.services.handover import MOVERS  # reason: models are not loaded before
        from roundtables.services.handover import TableMover  # reason: models are not loaded before

        MOVERS.append(TableMover())
