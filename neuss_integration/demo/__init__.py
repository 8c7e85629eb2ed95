"""The demo: a living city of Neuss, built from real measures through the services. Only with DEMO_MODE on.

It stands at the level of the composition root: it may import every app, and no app imports it.
"""
