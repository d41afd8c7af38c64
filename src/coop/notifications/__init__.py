"""The outbox of notices: asked for with the fact they tell, delivered by a job.

notify: put a notice in the outbox, in the caller's transaction.
deliver: hand one notice to the mail server.
deliver_due: try again what waits; a job does it each minute.
"""
