from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "Maßnahmen"

    def ready(self) -> None:
        """They hear of a new Fassung of the Integrationskonzept, and say what they have of a person who leaves."""
        from measures.services.adoptions import record_adoption  # reason: models are not ready before
        from measures.services.goals import carry_gauges, carry_measures  # reason: models are not ready before
        from measures.services.handover import MOVERS  # reason: models are not ready before
        from measures.services.handover_of_checks import CheckMover  # reason: models are not ready before
        from measures.services.handover_of_indicators import IndicatorMover  # reason: models are not ready before
        from measures.services.leaving import OpenReports, ReportsInHand  # reason: models are not ready before
        from neuss_integration.accounts.services.leaving import BELONGINGS  # reason: models are not ready before
        from success_factors.services.editions import edition_adopted  # reason: models are not ready before
        from success_factors.services.revisions import goals_carried  # reason: models are not ready before

        MOVERS.extend([IndicatorMover(), CheckMover()])
        BELONGINGS.extend([OpenReports(), ReportsInHand()])
        goals_carried.connect(carry_measures, dispatch_uid="measures.carry_measures")
        goals_carried.connect(carry_gauges, dispatch_uid="measures.carry_gauges")
        edition_adopted.connect(record_adoption, dispatch_uid="measures.record_adoption")
