"""What every room stands on, and what knows no room: money, ids, clock, db, jobs, errors, slots, text."""
