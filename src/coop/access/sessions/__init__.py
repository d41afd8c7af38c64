"""Where a user is signed in: rows that know their user, devices, and what happened there."""
