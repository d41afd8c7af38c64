"""What a proof of possession opens: an order, a sensitive page, a step at the door."""
