from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "neuss_integration.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Who commented on a goal without an account reads the answer under the number of their Anfrage."""
        from neuss_integration.portal.services.taking_part import tell_author  # reason: models are not loaded before
        from roundtables.services.goal_comments import comment_answered  # reason: models are not loaded before

        comment_answered.connect(tell_author, dispatch_uid="portal.tell_author")
