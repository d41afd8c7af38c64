"""The outbox of notices: written with the fact they tell, delivered by a job."""
