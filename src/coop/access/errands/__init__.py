"""Who is not signed in: enrolment, activation, recovery. None of them looks anything up."""
