"""One instruction's life, whatever its kind: draft, authorize, transitions, limits, receipt."""
