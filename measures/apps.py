from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "Maßnahmen"

    def ready(self) -> None:
        """Measures and resolutions hear of a new Fassung of the Integrationskonzept."""
        from measures.services.adoptions import record_adoption  # reason: models are not ready before
        from measures.services.goals import carry_measures  # reason: models are not ready before
        from success_factors.services.editions import edition_adopted  # reason: models are not ready before
        from success_factors.services.revisions import goals_carried  # reason: models are not ready before

        goals_carried.connect(carry_measures, dispatch_uid="measures.carry_measures")
        edition_adopted.connect(record_adoption, dispatch_uid="measures.record_adoption")
