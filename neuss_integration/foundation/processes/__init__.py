"""Processes with little memory and time for what strangers send: `limits` for the child, `running` for its parent.

A child imports no settings and sees no database, no session and no environment.
"""
